-- Holds conversations with a bot that is sent messages: what is said next follows from what it answered, sent by whichever
-- connection is free. A finished conversation is followed by a new one. Prints the figures as JSON for bench/servers.py.
-- Arguments: how the conversations' names begin, the opening, a message (CONVERSATION and TEXT stand in their places), what is
-- said in each conversation, then what the answer to the opening and to each of these must hold.
local threads = {}
local waiting = {}
local next_turn = {}

function setup(thread)
  table.insert(threads, thread)
end

function init(arguments)
  prefix, opening, message = arguments[1], arguments[2], arguments[3]
  local turns = (#arguments - 4) / 2
  said, held = {}, {}
  for place = 1, turns do
    table.insert(said, arguments[3 + place])
  end
  for place = 4 + turns, #arguments do
    table.insert(held, arguments[place])
  end
  other, number = 0, 0
  name = string.gsub(prefix, "%-", "%%-") .. "%d+"
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
end

-- The template with a value in its place, whatever characters the value has.
local function filled(template, place, value)
  return (string.gsub(template, place, function() return value end))
end

function request()
  local conversation = table.remove(waiting)
  if conversation == nil then
    number = number + 1
    conversation = prefix .. number
    next_turn[conversation] = 0
    return wrk.format(nil, nil, nil, filled(opening, "CONVERSATION", conversation))
  end
  local text = said[next_turn[conversation]]
  return wrk.format(nil, nil, nil, filled(filled(message, "CONVERSATION", conversation), "TEXT", text))
end

function response(status, headers, body)
  local conversation = string.match(body, name)
  local turn = conversation and next_turn[conversation]
  if status ~= 200 or not turn or not string.find(body, held[turn + 1], 1, true) then
    other = other + 1
    return
  end
  if turn == #said then
    next_turn[conversation] = nil
  else
    next_turn[conversation] = turn + 1
    table.insert(waiting, conversation)
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
