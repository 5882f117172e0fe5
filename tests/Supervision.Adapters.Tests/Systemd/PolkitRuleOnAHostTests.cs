using CliWrap;
using CliWrap.Buffered;
using Supervision.Core.Hosting;
using Supervision.Core.Messages;
using Supervision.Core.Recovery;
using Supervision.Core.Schedule;
using Supervision.Core.Services;

namespace Supervision.Adapters.Tests.Systemd;

/// <summary>The printed rule as polkit itself understands it; these run where systemd is PID 1, as root. Nothing is started.</summary>
[Collection(nameof(LiveSystemd))]
public sealed class PolkitRuleOnAHostTests : IAsyncLifetime
{
    private const string User = "nobody";
    private static readonly ServiceName Odd = new("odd");
    private const string Subject = "stub-subject.service";
    private StubUnits? _stubs;

    private static HealthcheckSettings Settings { get; } = new(
        HostKind.Systemd, SupervisionMode.Act, Language.English, TimeZoneInfo.Utc,
        [
            new ServiceSettings(new ServiceName("nginx"), UnitName.Of("nginx"), ManualStop.Tick, [], []),
            new ServiceSettings(Odd, UnitName.Of("odd a@b"), ManualStop.Tick, [], []) { Steps = [RecoveryStep.Unit] },
        ],
        new RecoverySettings(
            new BackendRun(UnitName.Of("backend-restart"), null, TimeSpan.FromMinutes(15)),
            TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, 3, TimeSpan.FromHours(1), [TimeSpan.Zero]),
        new ScheduleSettings([], TimeZoneInfo.Utc),
        new Directories("/log", "/state", "/control"),
        "");

    public async Task InitializeAsync()
    {
        if (!Directory.Exists("/run/systemd/system") || !Environment.IsPrivilegedProcess) return;
        await File.WriteAllTextAsync(PolkitRule.Place, PolkitRule.Text(Settings, User));
        await StubUnits.Systemctl("restart", "polkit.service");
        _stubs = await new StubUnits().WithSleeper(Subject, $"User={User}");
        await StubUnits.Reload();
        await StubUnits.Systemctl("start", Subject);
    }

    public async Task DisposeAsync()
    {
        if (_stubs is null) return;
        File.Delete(PolkitRule.Place);
        await StubUnits.Systemctl("restart", "polkit.service");
        await _stubs.DisposeAsync();
    }

    [SkippableTheory]
    [InlineData("backend-restart.service", "start", true)]
    [InlineData("backend-restart.service", "restart", false)]
    [InlineData("backend-restart.service", "stop", false)]
    [InlineData(@"odd\x20a@b.service", "restart", true)]
    [InlineData(@"odd\x20a@b.service", "start", true)]
    [InlineData(@"odd\x20a@b.service", "stop", false)]
    [InlineData(@"odd\x20a@b.service", "reset-failed", false)]
    [InlineData("nginx.service", "restart", false)]
    [InlineData("toString", "restart", false)]
    public async Task Exactly_the_units_and_verbs_that_are_needed_are_granted(string unit, string verb, bool granted)
    {
        StubUnits.SkipUnlessRootOnSystemd();

        Assert.Equal(granted, await IsGrantedAsync("org.freedesktop.systemd1.manage-units", unit, verb));
    }

    [SkippableTheory]
    [InlineData("org.freedesktop.systemd1.manage-unit-files")]
    [InlineData("org.freedesktop.login1.reboot")]
    public async Task No_other_action_is_granted(string action)
    {
        StubUnits.SkipUnlessRootOnSystemd();

        Assert.False(await IsGrantedAsync(action, "backend-restart.service", "start"));
    }

    private static async Task<bool> IsGrantedAsync(string action, string unit, string verb)
    {
        var process = await StubUnits.Show(Subject, "MainPID");
        var asked = await Cli.Wrap("pkcheck")
            .WithArguments(["--action-id", action, "--process", process, "--detail", "unit", unit, "--detail", "verb", verb])
            .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();
        Assert.True(asked.ExitCode is 0 or 1 or 2 or 3, asked.StandardError);
        return asked.ExitCode == 0;
    }
}
