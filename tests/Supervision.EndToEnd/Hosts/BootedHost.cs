using System.Runtime.CompilerServices;
using CliWrap;

namespace Supervision.EndToEnd.Hosts;

/// <summary>
/// A whole system with its own init, bus, journal and loopback network, which a test drives from outside as a person
/// with root would. Nothing of it outlives the disposal, and nothing of this machine is changed by it.
/// </summary>
public sealed class BootedHost : IAsyncDisposable
{
    private static readonly Lazy<Task> Leftovers = new(HostName.RemoveLeftoversAsync);
    private static readonly TimeSpan CommandPatience = TimeSpan.FromMinutes(5);

    private readonly BootProcess _boot;

    private BootedHost(string name, Preparation preparation)
    {
        Name = name;
        _boot = new BootProcess(name, preparation);
    }

    public string Name { get; }

    /// <summary>From the start of the host until its init had nothing left to start.</summary>
    public TimeSpan BootTime { get; private set; }

    /// <summary>What had failed when the boot was over; empty on a sound host.</summary>
    public IReadOnlyList<string> FailedUnits { get; private set; } = [];

    /// <summary>Boots a host, or skips the test where none can be booted (<see cref="HostGate"/>).</summary>
    public static async Task<BootedHost> StartAsync(Preparation preparation) => (await StartSeveralAsync(1, preparation))[0];

    /// <summary>Boots hosts that are up at the same time. A test that needs two asks for them here, once.</summary>
    public static async Task<IReadOnlyList<BootedHost>> StartSeveralAsync(int count, Preparation preparation)
    {
        await HostGate.PassAsync();
        await Leftovers.Value;
        await HostSlots.TakeAsync(count);
        var hosts = Enumerable.Range(0, count).Select(_ => new BootedHost(HostName.Next(), preparation)).ToList();
        try
        {
            await Task.WhenAll(hosts.Select(host => host.BootAsync()));
            return hosts;
        }
        catch
        {
            foreach (var host in hosts) await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a command inside as root, with an environment as a service has it.</summary>
    /// <exception cref="TimeoutException">It had not ended after five minutes.</exception>
    public Task<CommandResult> RunAsync(params string[] command) => EnterAsync(command, PipeSource.Null);

    /// <summary>The same with a patience of its own.</summary>
    /// <exception cref="TimeoutException">It had not ended after <paramref name="patience"/>.</exception>
    public Task<CommandResult> RunAsync(TimeSpan patience, params string[] command) => EnterAsync(command, PipeSource.Null, patience);

    /// <summary>The standard output of a command that has to succeed.</summary>
    /// <exception cref="InvalidOperationException">It did not.</exception>
    public async Task<string> OutputOfAsync(params string[] command) => (await RunAsync(command)).OrFail();

    /// <summary>Puts a file of this machine into the host.</summary>
    public async Task CopyInAsync(string file, string path) =>
        (await EnterAsync(["sh", "-c", "cat >\"$1\"", "copy-in", path], PipeSource.FromFile(file))).OrFail();

    /// <summary>Puts a directory of this machine, with all that is in it, into the host.</summary>
    public async Task CopyTreeInAsync(string directory, string path)
    {
        var tree = PipeSource.FromCommand(Cli.Wrap("tar").WithArguments(["--create", "--directory", directory, "."]));
        (await EnterAsync(["sh", "-c", "mkdir --parents \"$1\" && tar --extract --directory \"$1\"", "copy-in", path], tree)).OrFail();
    }

    /// <summary>Writes a file in the host; what is there keeps its owner and mode.</summary>
    public async Task WriteAsync(string path, string content) =>
        (await EnterAsync(["sh", "-c", "cat >\"$1\"", "write", path], PipeSource.FromString(content))).OrFail();

    public Task<string> ReadAsync(string path) => OutputOfAsync("cat", path);

    /// <summary>Installs a Debian package that lies on this machine, as an operator would with dpkg.</summary>
    public async Task InstallAsync(string package)
    {
        var inside = "/root/" + Path.GetFileName(package);
        await CopyInAsync(package, inside);
        await OutputOfAsync("dpkg", "--install", inside);
    }

    /// <summary>Waits until <paramref name="condition"/> holds; on failure shows what the host's journal says.</summary>
    public Task EventuallyAsync(
        Func<Task<bool>> condition,
        TimeSpan? patience = null,
        [CallerArgumentExpression(nameof(condition))] string expected = "") =>
        Eventually.HoldsAsync(condition, patience, EvidenceAsync, expected);

    /// <summary>Boots again with the same disk.</summary>
    /// <param name="byPowerCut">At once, with nothing told to anybody; otherwise in an orderly way.</param>
    public async Task RebootAsync(bool byPowerCut = false)
    {
        var before = _boot.Leader();
        string[] how = byPowerCut ? ["--force", "--force"] : [];
        await RunAsync(["systemctl", "reboot", .. how]);
        await Eventually.HoldsAsync(() => Task.FromResult(_boot.Leader() is { } now && now != before), evidence: ConsoleAsync);
        await BootAsync();
    }

    /// <summary>Shuts down in an orderly way and waits for the end; the host can then only be disposed of.</summary>
    public async Task PowerOffAsync()
    {
        await RunAsync("systemctl", "poweroff");
        await Eventually.HoldsAsync(() => Task.FromResult(_boot.Leader() is null), evidence: ConsoleAsync);
    }

    /// <summary>Ends the host at once, as a power cut would: what its tests had to see, they have seen.</summary>
    public async ValueTask DisposeAsync()
    {
        await _boot.DisposeAsync();
        HostSlots.GiveBack();
    }

    private async Task BootAsync()
    {
        var started = TimeProvider.System.GetTimestamp();
        await Eventually.HoldsAsync(HasBootedAsync, evidence: ConsoleAsync);
        BootTime = TimeProvider.System.GetElapsedTime(started);
        var failed = await OutputOfAsync("systemctl", "list-units", "--failed", "--plain", "--no-legend");
        FailedUnits = [.. failed.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0])];
    }

    private async Task<bool> HasBootedAsync()
    {
        if (_boot.HasEnded) throw new InvalidOperationException($"{Name} did not boot\n{_boot.Console}");
        if (_boot.Leader() is null) return false;
        // Waits inside, on the guest's own word, once its init can be asked at all.
        var state = await RunAsync("systemctl", "is-system-running", "--wait");
        return state.Output is "running" or "degraded";
    }

    private async Task<CommandResult> EnterAsync(string[] command, PipeSource input, TimeSpan? patience = null)
    {
        var leader = _boot.Leader() ?? throw new InvalidOperationException($"{Name} is not up\n{_boot.Console}");
        var result = await Outside.RunAsync(
            [
                "nsenter", "--target", $"{leader}", "--all", "--",
                "env", "--ignore-environment", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C.UTF-8", "HOME=/root", .. command,
            ],
            patience ?? CommandPatience, input);
        return result with { Command = string.Join(' ', command) };
    }

    private async Task<string> EvidenceAsync()
    {
        if (_boot.Leader() is null) return await ConsoleAsync();
        var failed = await RunAsync("systemctl", "list-units", "--failed", "--no-pager");
        var journal = await RunAsync("journalctl", "--lines=100", "--output=short-precise", "--no-pager");
        return $"{failed.Output}\n{journal.Output}";
    }

    private Task<string> ConsoleAsync() => Task.FromResult(_boot.Console);
}
