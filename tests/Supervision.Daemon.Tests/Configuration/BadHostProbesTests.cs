namespace Supervision.Daemon.Tests.Configuration;

/// <summary>Mistakes in probes of the host: each is told with its place and its remedy, and told once.</summary>
public sealed class BadHostProbesTests
{
    [Theory]
    [InlineData("kind = process, memory-limit = 10m", "memory-limit", "must be a size from 1B")]
    [InlineData("kind = process, memory-limit = 101%", "memory-limit", "must be a percentage")]
    [InlineData("kind = process, cpu-limit = 90", "cpu-limit", "must be a percentage of one core")]
    [InlineData("kind = process, cpu-warning = \"-5%\"", "cpu-warning", "must be a percentage of one core")]
    [InlineData("kind = process, tasks-limit = 0", "tasks-limit", "must be a whole number")]
    [InlineData("kind = process, restarts-within = 1s", "restarts-within", "must be a duration")]
    [InlineData("kind = file", "", "asks nothing without path")]
    [InlineData("kind = file, path = relative", "path", "must be an absolute path")]
    [InlineData("kind = file, path = \"/x\", max-age = 5", "max-age", "must be a duration")]
    [InlineData("kind = file, path = \"/x\", min-size = 2KiB, max-size = 1KiB", "min-size", "is larger than max-size")]
    [InlineData("kind = command", "", "asks nothing without run")]
    [InlineData("kind = command, run = [check, this]", "run", "must begin with an absolute path")]
    [InlineData("kind = celery-worker, queues = []", "", "asks nothing without queues")]
    [InlineData("kind = celery-worker, ping = worker", "ping", "must be a worker's whole name")]
    [InlineData("kind = celery-worker, stuck-after = 1s", "stuck-after", "must be a duration")]
    [InlineData("kind = celery-worker, database = -1", "database", "must be a whole number")]
    [InlineData("kind = celery-worker, port = 0", "port", "must be a port")]
    [InlineData("kind = celery-beat, key = \"\"", "key", "is empty, and schedule-file too")]
    [InlineData("kind = celery-beat, schedule-file = schedule", "schedule-file", "must be an absolute path")]
    public void A_mistake_is_told_with_its_place(string probe, string key, string message)
    {
        var error = Assert.Single(Written.Read($"healthcheck.services.x.probes.p {{ {probe} }}").Errors);

        Assert.Equal($"healthcheck.services.x.probes.p.{key}".TrimEnd('.'), error.Path);
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.Remedy);
    }
}
