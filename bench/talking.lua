-- Holds conversations: each answer says which turn is next, and the turn is sent by whichever connection is free.
-- A finished conversation is followed by a new one. Prints the figures as JSON for bench/servers.py.
-- Arguments: what is said in the turns 0, 1, 2, … of each conversation, then what each answer must hold.
local threads = {}
local waiting = {}
local json = '{"turn": %d, "event": "utterance", "text": "%s"}'

function setup(thread)
  table.insert(threads, thread)
end

function init(arguments)
  said, held = {}, {}
  for place, argument in ipairs(arguments) do
    table.insert(place <= #arguments / 2 and said or held, argument)
  end
  other, turns, starts = 0, 0, 0
  wrk.headers["Content-Type"] = "application/json"
end

function request()
  local next_one = table.remove(waiting)
  if next_one == nil then
    return wrk.format("POST", "/api/v1/sessions", nil, '{"template": "date", "locale": "en", "channel": "voice"}')
  end
  local body = string.format(json, next_one.turn, said[next_one.turn % #said + 1])
  return wrk.format("POST", "/api/v1/sessions/" .. next_one.session .. "/turns", nil, body)
end

-- Which turn was answered, from 1: the answer names the next one, or the one that ended it.
local function last_turn(body)
  local turn = tonumber(string.match(body, '"turn":(%d+)'))
  return (turn - 1) % #said + 1
end

function response(status, headers, body)
  if status == 201 then
    starts = starts + 1
  elseif status == 200 and string.find(body, held[last_turn(body)], 1, true) then
    turns = turns + 1
  else
    other = other + 1
    return
  end
  local session = string.match(body, '"session":"([^"]+)"')
  local turn = string.match(body, '"turn":(%d+)')
  if string.match(body, '"status":"([^"]+)"') == "listening" then
    table.insert(waiting, { session = session, turn = tonumber(turn) })
  end
end

function done(summary, latency)
  local wrong, took, began = 0, 0, 0
  for _, thread in ipairs(threads) do
    wrong, took, began = wrong + thread:get("other"), took + thread:get("turns"), began + thread:get("starts")
  end
  local e = summary.errors
  io.write(string.format(
    'figures {"requests": %d, "seconds": %.6f, "median": %.6f, "slowest": %.6f, "other": %d, "errors": %d, "turns": %d, "starts": %d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e6, latency:percentile(99) / 1e6, wrong,
    e.connect + e.read + e.write + e.timeout, took, began
  ))
end
