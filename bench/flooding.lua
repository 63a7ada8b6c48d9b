-- Reads at a rate and counts what was refused; prints the figures as JSON for bench/servers.py.
-- Arguments: requests a second of all connections together; how many connections there are.
local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

function init(arguments)
  pause = 1000 * tonumber(arguments[2]) / tonumber(arguments[1])
  refused, other = 0, 0
  math.randomseed(1)
end

function delay()
  return math.floor(pause * 2 * math.random() + 0.5)
end

function response(status)
  if status == 429 then
    refused = refused + 1
  elseif status ~= 200 then
    other = other + 1
  end
end

function done(summary, latency)
  local wrong, over = 0, 0
  for _, thread in ipairs(threads) do
    wrong, over = wrong + thread:get("other"), over + thread:get("refused")
  end
  local e = summary.errors
  io.write(string.format(
    'figures {"requests": %d, "seconds": %.6f, "median": %.6f, "slowest": %.6f, "other": %d, "errors": %d, "refused": %d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e6, latency:percentile(99) / 1e6, wrong,
    e.connect + e.read + e.write + e.timeout, over
  ))
end
