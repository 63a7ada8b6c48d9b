"""Small adapters without domain words: cache, bus, limiter, crypto, audit chain, problems, telemetry."""
