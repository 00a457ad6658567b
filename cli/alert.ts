import { type AlertRow, alertTopic, listAlerts } from '../views/alert.ts';
import { type Command, JSON_OPTION } from './command.ts';
import { tableLines, timeCell } from './table.ts';

export const alertList: Command = {
  usage: 'alert list',
  summary: 'List the open alerts: faults that operators should look at.',
  options: { all: { summary: 'Also list alerts that have ended.' }, json: JSON_OPTION },
  run: async (call) => {
    const ended = call.options['all'] === true;
    const alerts = await listAlerts(await call.database(), { ended });
    if (call.options['json']) call.print(JSON.stringify(alerts.map(toJson), null, 2));
    else if (alerts.length === 0) call.print(ended ? 'no alert yet' : 'no alert is open');
    else for (const line of tableLines(alerts.map(rowOf))) call.print(line);
    return 0;
  },
};

function toJson(alert: AlertRow) {
  const { kind, since, openedAt, endedAt, count, lastError, notifiedAt } = alert;
  const topic = alertTopic(alert);
  return { kind, topic, since, openedAt, endedAt, count, lastError, notifiedAt };
}

function rowOf(alert: AlertRow) {
  const { kind, openedAt, endedAt, count, lastError, notifiedAt } = alert;
  return {
    alert: kind,
    about: alertTopic(alert) ?? '-',
    opened: timeCell(openedAt),
    ended: timeCell(endedAt),
    notified: timeCell(notifiedAt),
    affected: String(count),
    'last error': lastError ?? '-',
  };
}
