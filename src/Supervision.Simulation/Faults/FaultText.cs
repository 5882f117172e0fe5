using System.Globalization;
using Supervision.Core.Configuration;
using Supervision.Core.Services;

namespace Supervision.Simulation.Faults;

/// <summary>Faults as a scenario writes them: <c>kill = nginx</c>, <c>backend { exit = 1, times = 2 }</c>.</summary>
internal static class FaultText
{
    public static string Of(Fault fault) => fault switch
    {
        Fault.Kill kill => $"kill = {kill.Service}",
        Fault.Exit exit => $"exit = {exit.Service}",
        Fault.Stop stop => $"stop = {stop.Service}",
        Fault.Start start => $"start = {start.Service}",
        Fault.Hang hang => $"hang = {hang.Service}",
        Fault.Heal heal => $"heal = {heal.Service}",
        Fault.Mask mask => $"mask = {mask.Service}",
        Fault.CrashLoop loop => $"crash-loop = {loop.Service}, lives = {Time(loop.Lives)}{For(loop.For)}",
        Fault.SlowStart slow => $"slow-start = {slow.Service}, takes = {Time(slow.Takes)}",
        Fault.StuckStart stuck => $"stuck-start = {stuck.Service}",
        Fault.Lie lie => $"probe = {lie.Service}, says = {Word(lie.Says)}{For(lie.For)}",
        Fault.Backend backend => Of(backend),
        Fault.Reboot reboot => $"reboot = {Time(reboot.Takes)}",
        Fault.KillDaemon kill =>
            $"kill-daemon = {Word(kill.At)}{(kill.Skip > 0 ? $", skip = {kill.Skip}" : "")}, back-in = {Time(kill.BackIn)}",
        Fault.StepClock step => $"clock = \"{(step.By < TimeSpan.Zero ? "-" : "+")}{Time(step.By.Duration())}\"",
        Fault.Suspend suspend => $"suspend = {Time(suspend.For)}",
        Fault.Disk disk => $"disk = {Word(disk.Is)}{For(disk.For)}",
        Fault.BusLost bus => $"bus = lost{For(bus.For)}",
        Fault.Signals signals => $"signals = {Word(signals.Are)}{For(signals.For)}",
        Fault.ChannelDown channel => $"channel = {channel.Name}{For(channel.For)}",
        Fault.Hold hold => $"hold = {Who(hold.Service)}{For(hold.For)}, reason = {HoconRenderer.Quoted(hold.Reason)}",
        Fault.Resume resume => $"resume = {Who(resume.Service)}",
        Fault.InTheWay obstacle => $"obstacle = {Word(obstacle.Kind)}{For(obstacle.For)}",
        Fault.Figure figure => string.Create(
            CultureInfo.InvariantCulture, $"figure = {HoconRenderer.Quoted(figure.Metric)}, value = {figure.Value:0.###}"),
        Fault.FreeBudget => "budget = freed",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The words of an enumeration's value: <c>AfterIntent</c> is <c>after-intent</c>.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => string.Concat(value.ToString().Select((letter, index) =>
            char.IsUpper(letter) ? (index > 0 ? "-" : "") + char.ToLowerInvariant(letter) : letter.ToString()));

    private static string Of(Fault.Backend backend)
    {
        string[] parts =
        [
            $"exit = {backend.ExitCode}",
            .. backend.Times is { } times ? (string[])[$"times = {times}"] : [],
            $"takes = {(backend.Takes is { } takes ? Time(takes) : "forever")}",
            .. backend.Brings is { } brings ? (string[])[$"brings = [{string.Join(", ", brings)}]"] : [],
            .. backend.Refused is { } refused ? (string[])[$"refused = {HoconRenderer.Quoted(refused)}"] : [],
        ];
        return $"backend {{ {string.Join(", ", parts)} }}";
    }

    private static string For(TimeSpan? time) => time is { } given ? $", for = {Time(given)}" : "";

    private static string Time(TimeSpan time) => DurationText.Write(time);

    private static string Who(ServiceName? service) => service?.Text ?? "all";
}
