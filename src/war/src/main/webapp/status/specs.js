import {bytes, count, millis, rate} from './format.js';

/**
 * The definitions of the charts.
 * @param {boolean} hasRedis whether to include the figures of Redis
 * @returns {import('./chart.js').Spec[]}
 */
export function charts(hasRedis) {
  const applies = one => hasRedis || !one.redis;
  return CHARTS.filter(applies).map(spec => ({...spec, series: spec.series.filter(applies)}));
}

const CHARTS = [
  {
    title: 'Messages', format: rate, least: 5,
    note: 'In: messages stored through this node. Out: lines sent to its clients, counted once per connection.',
    series: [{key: 'out', name: 'out'}, {key: 'in', name: 'in'}]
  },
  {
    title: 'Time until stored', format: millis, least: 1,
    note: 'From accepting a message until the broker has stored it, over the last ten seconds. No line: nothing was published.',
    series: [{key: 'median', name: 'half within'}, {key: 'worst', name: '99% within'}]
  },
  {
    title: 'Round trip to Redis', format: millis, least: 1, redis: true,
    note: 'Round trip time of a probe that is sent every second.',
    series: [{key: 'roundTrip', name: 'last probe'}, {key: 'slowest', name: 'slowest of the last minute'}]
  },
  {
    title: 'Connections', format: count, least: 4,
    note: 'Open connections to this node, and their users.',
    series: [{key: 'connections', name: 'connections'}, {key: 'users', name: 'users'}]
  },
  {
    title: 'Queued', format: bytes, least: 4096, base: 1024,
    note: 'Bytes queued for clients, and for the broker.',
    series: [{key: 'queueBytes', name: 'for clients'}, {key: 'redisQueueBytes', name: 'for Redis', redis: true}]
  },
  {
    title: 'Recent messages kept', format: bytes, least: 4096, base: 1024,
    note: 'Kept in memory for clients that reconnect, so that many reconnects at once cost the broker little.',
    series: [{key: 'recentBytes', name: 'in memory'}]
  }
];
