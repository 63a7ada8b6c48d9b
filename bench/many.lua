-- Reads with many keys or addresses; prints the figures as JSON for bench/servers.py.
-- Arguments: the wanted status; a file with lines of a key, a space and a path; Zipf's exponent, or 0 to take the lines in turn;
-- how many of the first lines are used; the seed.
local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

function init(arguments)
  wanted, other, turn = tonumber(arguments[1]), 0, 0
  exponent, lines = tonumber(arguments[3]), tonumber(arguments[4])
  math.randomseed(tonumber(arguments[5]))
  ready, reach, total = {}, {}, 0
  for line in io.lines(arguments[2]) do
    if #ready == lines then
      break
    end
    local key, path = string.match(line, "^(%S+) (%S+)$")
    table.insert(ready, wrk.format("GET", path, { Host = wrk.host, Authorization = "Bearer " .. key }))
    total = total + 1 / (#ready) ^ exponent
    table.insert(reach, total)
  end
end

local function sampled()
  local aim, low, high = math.random() * total, 1, #reach
  while low < high do
    local middle = math.floor((low + high) / 2)
    if reach[middle] < aim then
      low = middle + 1
    else
      high = middle
    end
  end
  return low
end

function request()
  if exponent > 0 then
    return ready[sampled()]
  end
  turn = turn % #ready + 1
  return ready[turn]
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
