using System.Globalization;
using Supervision.Core.Configuration;
using Supervision.Core.Holds;
using Supervision.Core.Messages;
using Supervision.Core.Notifications;
using Supervision.Core.Probes;
using Supervision.Core.Recovery;
using Supervision.Core.Schedule;
using Supervision.Core.Services;

namespace Supervision.Core.Hosting;

/// <summary>Settings as texts by key, in the order of reference.conf, so that two of them can be held against each other.</summary>
internal static class SettingFacts
{
    /// <summary>What differs, in the order of <paramref name="now"/>; what is gone comes last.</summary>
    public static IEnumerable<SettingChange> Between(HealthcheckSettings before, HealthcheckSettings now)
    {
        var old = Of(before).ToDictionary(StringComparer.Ordinal);
        var known = Of(now).ToList();
        var changed = known
            .Where(fact => old.GetValueOrDefault(fact.Key) != fact.Value)
            .Select(fact => new SettingChange(fact.Key, old.GetValueOrDefault(fact.Key), fact.Value));
        var gone = old.Keys
            .Except(known.Select(fact => fact.Key), StringComparer.Ordinal)
            .Select(key => new SettingChange(key, old[key], null));
        return changed.Concat(gone);
    }

    private static IEnumerable<KeyValuePair<string, string>> Of(HealthcheckSettings settings) =>
    [
        new("healthcheck.host", Word(settings.Host)),
        new("healthcheck.mode", Word(settings.Mode)),
        new("healthcheck.takeover", settings.Takeover ? "on" : "off"),
        new("healthcheck.language", settings.Language == Language.Turkish ? "tr" : "en"),
        new("healthcheck.timezone", settings.Zone.Id),
        .. settings.Services.Select(Of),
        .. settings.Services.SelectMany(service => service.Probes).Select(Of),
        .. Of(settings.Recovery),
        .. Of(settings.Obstacles),
        .. ResourceFacts.Of(settings.Resources),
        .. settings.Schedule.Ticks.Select(Of),
        .. Of(settings.Heartbeat),
        .. NotifyFacts.Of(settings.Notify),
        new("healthcheck.log.directory", settings.Directories.Log),
        new("healthcheck.state.directory", settings.Directories.State),
        new("healthcheck.control.directory", settings.Directories.Control),
        new("akka", "{ " + string.Join(' ', settings.Akka.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)) + " }"),
    ];

    private static KeyValuePair<string, string> Of(ServiceSettings service)
    {
        string[] facts =
        [
            $"unit = {service.Unit}",
            $"manual-stop = {Word(service.ManualStop)}",
            $"depends-on = {List(service.DependsOn)}",
            .. service.Steps.IsEmpty ? [] : (string[])[$"steps = {List(service.Steps.Select(Word))}"],
            $"start-grace = {DurationMeaning.Write(service.StartGrace)}",
            string.Create(
                CultureInfo.InvariantCulture,
                $"flapping = {{ times = {service.Flapping.Times}, within = {DurationMeaning.Write(service.Flapping.Within)} }}"),
            .. service.Command.IsEmpty ? [] : (string[])[$"exec = {List(service.Command)}"],
        ];
        return new(KeyPath.Append("healthcheck.services", service.Name.Text), $"{{ {string.Join(", ", facts)} }}");
    }

    private static KeyValuePair<string, string> Of(ProbeSettings probe)
    {
        var (every, timeout) = (DurationMeaning.Write(probe.Every), DurationMeaning.Write(probe.Timeout));
        var (downAfter, upAfter) = (DurationMeaning.Write(probe.DownAfter), DurationMeaning.Write(probe.UpAfter));
        return new(
            KeyPath.Append(KeyPath.Append(KeyPath.Append("healthcheck.services", probe.Service.Text), "probes"), probe.Name),
            $"{{ kind = {probe.Target.Kind}: {probe.Target.Question}; every = {every}, timeout = {timeout}, "
                + $"down-after = {downAfter}, up-after = {upAfter} }}");
    }

    private static IEnumerable<KeyValuePair<string, string>> Of(RecoverySettings recovery) =>
    [
        new("healthcheck.recovery.steps", List(recovery.Steps.Select(Word))),
        .. recovery.StepLimits.OrderBy(limit => limit.Key).SelectMany(limit => Of(Word(limit.Key), limit.Value)),
        new("healthcheck.recovery.backend.unit", recovery.Backend.Unit.Text),
        new("healthcheck.recovery.backend.request", recovery.Backend.Request ?? "\"\""),
        new("healthcheck.recovery.backend.script", recovery.Backend.Script?.Path ?? "\"\""),
        .. Via(recovery.Backend),
        new("healthcheck.recovery.backend.timeout", DurationMeaning.Write(recovery.Backend.Timeout)),
        new("healthcheck.recovery.backend.require-root-owned", recovery.Backend.RequireRootOwned ? "on" : "off"),
        new("healthcheck.recovery.collect", DurationMeaning.Write(recovery.Collect)),
        new("healthcheck.recovery.settle", DurationMeaning.Write(recovery.Settle)),
        new("healthcheck.recovery.verify-timeout", DurationMeaning.Write(recovery.VerifyTimeout)),
        new("healthcheck.recovery.budget.runs", recovery.BudgetRuns.ToString(CultureInfo.InvariantCulture)),
        new("healthcheck.recovery.budget.within", DurationMeaning.Write(recovery.BudgetWithin)),
        new("healthcheck.recovery.backoff", List(recovery.Backoff.Select(DurationMeaning.Write))),
    ];

    private static IEnumerable<KeyValuePair<string, string>> Of(ObstacleSettings obstacles) =>
    [
        new(ObstacleSettings.PackageUpgradeKey, obstacles.PackageUpgrade ? "on" : "off"),
        new(ObstacleSettings.DeployMarkerKey, obstacles.DeployMarker.Length > 0 ? obstacles.DeployMarker : "\"\""),
        new(ObstacleSettings.MaxAgeKey, DurationMeaning.Write(obstacles.MaxAge)),
        new(ObstacleSettings.DiskFullKey, string.Create(CultureInfo.InvariantCulture, $"{obstacles.DiskFull.Value}%")),
        new(ObstacleSettings.PathsKey, List(obstacles.Paths)),
    ];

    private static IEnumerable<KeyValuePair<string, string>> Of(HeartbeatSettings heartbeat) =>
    [
        new("healthcheck.heartbeat.url", heartbeat.Shown),
        new("healthcheck.heartbeat.every", DurationMeaning.Write(heartbeat.Every)),
        new("healthcheck.heartbeat.method", Word(heartbeat.Method).ToUpperInvariant()),
        new("healthcheck.heartbeat.timeout", DurationMeaning.Write(heartbeat.Timeout)),
    ];

    private static KeyValuePair<string, string> Of(TickSettings tick) => new(
        KeyPath.Append("healthcheck.schedule", tick.Name),
        $"{{ cron = {List(tick.Crons)}, run = {Word(tick.Action)} }}");

    private static IEnumerable<KeyValuePair<string, string>> Of(string step, BudgetLimit limit) =>
    [
        new($"healthcheck.recovery.{step}.budget.runs", limit.Runs.ToString(CultureInfo.InvariantCulture)),
        new($"healthcheck.recovery.{step}.budget.within", DurationMeaning.Write(limit.Within)),
    ];

    // Without a script it is of no account.
    private static IEnumerable<KeyValuePair<string, string>> Via(BackendRun backend) =>
        backend.Script is { } script ? [new("healthcheck.recovery.backend.via", Word(script.Via))] : [];

    private static string List<T>(IEnumerable<T> items) => $"[{string.Join(", ", items)}]";

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
