import {bytes, count, millis, rate} from './format.js';

/**
 * What the charts of the page show.
 * @param {boolean} hasRedis without it, there is nothing to tell of it
 * @returns {import('./chart.js').Spec[]}
 */
export function charts(hasRedis) {
  const fits = one => hasRedis || !one.redis;
  return CHARTS.filter(fits).map(spec => ({...spec, series: spec.series.filter(fits)}));
}

const CHARTS = [
  {
    title: 'Messages', format: rate, least: 5,
    note: 'In: stored by way of this node. Out: lines sent to its clients, each counted once per connection.',
    series: [{key: 'out', name: 'out'}, {key: 'in', name: 'in'}]
  },
  {
    title: 'Time until stored', format: millis, least: 1,
    note: 'From a publish until the broker has it, over the last ten seconds. No line: nothing was published.',
    series: [{key: 'median', name: 'half within'}, {key: 'worst', name: '99% within'}]
  },
  {
    title: 'Round trip to Redis', format: millis, least: 1, redis: true,
    note: 'A probe goes there and back every second.',
    series: [{key: 'roundTrip', name: 'last probe'}, {key: 'slowest', name: 'slowest of a minute'}]
  },
  {
    title: 'Connections', format: count, least: 4,
    note: 'Open connections to this node, and the users behind them.',
    series: [{key: 'connections', name: 'connections'}, {key: 'users', name: 'users'}]
  },
  {
    title: 'Waiting', format: bytes, least: 4096, base: 1024,
    note: 'Bytes on their way to clients, and to the broker.',
    series: [{key: 'queueBytes', name: 'for clients'}, {key: 'redisQueueBytes', name: 'for Redis', redis: true}]
  },
  {
    title: 'Recent messages kept', format: bytes, least: 4096, base: 1024,
    note: 'Kept in memory for clients that come back, so that a storm of them costs the broker little.',
    series: [{key: 'recentBytes', name: 'in memory'}]
  }
];
