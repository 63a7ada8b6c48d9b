-- Counts the answers that have not the wanted status, and prints the figures as JSON for bench/servers.py.
local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

function init(arguments)
  wanted = tonumber(arguments[1])
  other = 0
  if arguments[2] then
    wrk.method, wrk.body = "POST", arguments[2]
    wrk.headers["Content-Type"] = "application/json"
  end
end

function response(status)
  if status ~= wanted then
    other = other + 1
  end
end

function done(summary, latency)
  local wrong = 0
  for _, thread in ipairs(threads) do
    wrong = wrong + thread:get("other")
  end
  local e = summary.errors
  io.write(string.format(
    'figures {"requests": %d, "seconds": %.6f, "median": %.6f, "slowest": %.6f, "other": %d, "errors": %d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e6, latency:percentile(99) / 1e6, wrong,
    e.connect + e.read + e.write + e.timeout
  ))
end
