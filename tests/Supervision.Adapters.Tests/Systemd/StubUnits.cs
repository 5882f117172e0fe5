using CliWrap;
using CliWrap.Buffered;

namespace Supervision.Adapters.Tests.Systemd;

/// <summary>Units of this host's systemd made for one test, gone after it. Needs root and a systemd as PID 1.</summary>
internal sealed class StubUnits : IAsyncDisposable
{
    private const string Folder = "/run/systemd/system";
    private readonly List<string> _names = [];

    internal static void SkipUnlessSystemd() =>
        Skip.IfNot(Directory.Exists(Folder) && File.Exists("/run/dbus/system_bus_socket"), "systemd with a system bus is not PID 1 here");

    internal static void SkipUnlessRootOnSystemd()
    {
        SkipUnlessSystemd();
        Skip.IfNot(Environment.IsPrivilegedProcess, "making stub units needs root");
    }

    internal async Task<StubUnits> With(string name, string text)
    {
        await File.WriteAllTextAsync(Path.Combine(Folder, name), text);
        _names.Add(name);
        return this;
    }

    internal Task<StubUnits> WithSleeper(string name, string more = "") =>
        With(name, $"[Service]\nExecStart=/bin/sleep infinity\n{more}\n");

    internal Task<StubUnits> WithOneshot(string name, string command, string more = "") =>
        With(name, $"[Service]\nType=oneshot\nExecStart=/bin/sh -c '{command}'\n{more}\n");

    internal static Task Reload() => Systemctl("daemon-reload");

    internal static async Task<string> Systemctl(params string[] arguments)
    {
        var result = await Cli.Wrap("systemctl").WithArguments(arguments).ExecuteBufferedAsync();
        return result.StandardOutput.Trim();
    }

    internal static async Task<string> Show(string unit, string property) => await Systemctl("show", "-P", property, "--", unit);

    internal static async Task Kill(string unit) =>
        await Cli.Wrap("kill").WithArguments(["-9", await Show(unit, "MainPID")]).ExecuteAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var name in _names)
        {
            var units = name.Replace("@.", "@*.", StringComparison.Ordinal);
            await Cli.Wrap("systemctl").WithArguments(["stop", "--", units]).WithValidation(CommandResultValidation.None).ExecuteAsync();
            await Cli.Wrap("systemctl").WithArguments(["reset-failed", "--", units]).WithValidation(CommandResultValidation.None).ExecuteAsync();
            File.Delete(Path.Combine(Folder, name));
        }

        await Reload();
    }
}
