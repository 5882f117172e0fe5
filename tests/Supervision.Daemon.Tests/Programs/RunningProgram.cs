using System.Diagnostics;

namespace Supervision.Daemon.Tests.Programs;

/// <summary>The built program as a process of its own, with its output and errors heard.</summary>
internal sealed class RunningProgram : IDisposable
{
    private readonly Process _process;
    private readonly Task _heard;

    private RunningProgram(ProcessStartInfo start)
    {
        _process = Process.Start(start)!;
        _heard = Task.WhenAll(Output.ListenAsync(_process.StandardOutput), Errors.ListenAsync(_process.StandardError));
    }

    public int Id => _process.Id;

    public Heard Output { get; } = new();

    public Heard Errors { get; } = new();

    /// <summary>Starts <c>healthcheck</c>, the one beside these tests.</summary>
    /// <param name="environment">Over what is inherited; a null takes a variable away.</param>
    public static RunningProgram Start(IReadOnlyDictionary<string, string?> environment, params string[] arguments) =>
        StartAny(Path.Combine(AppContext.BaseDirectory, "healthcheck"), environment, arguments);

    public static RunningProgram StartAny(string program, IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        // Whatever began the tests, in the background or under nohup, may have had these ignored, and a child would ignore them too.
        var start = new ProcessStartInfo("env", ["--default-signal=HUP,INT", program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // The tests themselves may run under systemd.
        foreach (var name in new[] { "NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID", "JOURNAL_STREAM" })
            start.Environment.Remove(name);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new RunningProgram(start);
    }

    /// <summary>Runs it to its end.</summary>
    public static Task<Ended> RunAsync(params string[] arguments) => RunAsync(new Dictionary<string, string?>(), arguments);

    public static async Task<Ended> RunAsync(IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        using var program = Start(environment, arguments);
        return await program.EndAsync();
    }

    /// <exception cref="TimeoutException">It did not end; the message has what it said.</exception>
    public async Task<Ended> EndAsync()
    {
        try
        {
            await GoneAsync();
            await _heard.WaitAsync(Failsafe.Time);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"does not end; it said:{Environment.NewLine}{string.Join(Environment.NewLine, [.. Output.All, .. Errors.All])}");
        }

        return new Ended(_process.ExitCode, Text(Output), Text(Errors));
    }

    /// <summary>The process itself is gone; what it started may live on, and hold its output open.</summary>
    public Task GoneAsync() => _process.WaitForExitAsync().WaitAsync(Failsafe.Time);

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private static string Text(Heard heard) => string.Concat(heard.All.Select(line => line + "\n"));
}

/// <summary>How a program ended, and all that it said.</summary>
internal sealed record Ended(int Code, string Output, string Errors);
