namespace Supervision.Adapters.Tests.Storage;

/// <summary>The tables as earlier versions of the program made them, written down once more: what was released lies on hosts.</summary>
internal static class ReleasedSchemas
{
    public const string Version1 = """
        create table runs (id integer primary key, incident integer not null, boot_id text not null, at text not null,
          monotonic_us integer not null, unit text not null, root text not null, members text not null, reason text not null,
          ended_at text, result text, exit_status integer, invocation text, evidence text, refunded integer not null default 0);
        create table incidents (id integer primary key, opened_at text not null, root text not null, evidence text not null,
          closed_at text, members text, how text);
        create table decisions (id integer primary key, at text not null, incident integer, choice text not null, reason text not null,
          evidence text not null, budget_used integer not null, budget_runs integer not null);
        create table budget_resets (at text not null, "by" text not null, last_run integer not null);
        pragma user_version = 1;
        """;

    public const string Version2 = Version1 + """

        create table budget_forfeits (at text not null, boot_id text not null, monotonic_us integer not null, why text not null,
          freed integer not null default 0);
        create table ticks_seen (id integer primary key check (id = 1), up_to text not null);
        pragma user_version = 2;
        """;

    /// <summary>One closed run, one open run, an incident of each kind, a decision.</summary>
    public const string Story = """
        insert into runs values (1, 5, '3f1c', '2026-11-23T07:30:00.000000Z', 987654321, 'backend-restart.service', 'gunicorn',
          '["gunicorn","şube"]', 'gunicorn is down', '2026-11-23T07:30:12.000000Z', 'done', 0, 'ab12', 'job done', 0);
        insert into runs values (2, 6, '3f1c', '2026-11-23T07:40:00.000000Z', 999999999, 'backend-restart.service', 'celery',
          '["celery"]', 'celery is down', null, null, null, null, null, 0);
        insert into incidents values (5, '2026-11-23T07:29:58.000000Z', 'gunicorn', 'failed (signal)', '2026-11-23T07:30:30.000000Z',
          '["gunicorn","şube"]', 'recovered');
        insert into incidents values (6, '2026-11-23T07:39:58.000000Z', 'celery', 'failed (signal)', null, null, null);
        insert into decisions values (1, '2026-11-23T07:30:00.000000Z', 5, 'run', 'a run is due', 'failed (signal)', 1, 3);
        """;
}
