using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Supervision.Adapters.Tests.Probes;

/// <summary>A server of the machine, started for a test with its children and ended with them.</summary>
internal sealed class LiveServer : IDisposable
{
    private readonly System.Diagnostics.Process _process;
    private bool _ended;

    private LiveServer(System.Diagnostics.Process process) => _process = process;

    public int Pid => _process.Id;

    /// <summary>Starts a program in a session of its own.</summary>
    /// <param name="environment">What it gets besides ours: <c>NAME=value</c>.</param>
    public static LiveServer Start(string program, string[] arguments, params string[] environment)
    {
        var start = new ProcessStartInfo("setsid", ["--wait", program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var variable in environment)
            start.Environment[variable.Split('=')[0]] = variable[(variable.IndexOf('=', StringComparison.Ordinal) + 1)..];
        var process = System.Diagnostics.Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new LiveServer(process);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Ends when somebody accepts connections at the port.</summary>
    public Task ListensAsync(int port) => Failsafe.Until(async () =>
    {
        Assert.False(_process.HasExited, $"ended with {(_process.HasExited ? _process.ExitCode : 0)}");
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    });

    /// <summary>The session's processes: the program and its children, those that it left behind too.</summary>
    public void Signal(string signal)
    {
        var (_, sessions) = Tool.Run("ps", "-e", "-o", "pid=,ppid=,sess=");
        var rows = sessions.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(row => row.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => int.Parse(word, CultureInfo.InvariantCulture)).ToArray())
            .ToList();
        var roots = rows.Where(row => row[1] == Pid).Select(row => row[2]).Append(Pid).ToHashSet();
        var ours = rows.Where(row => roots.Contains(row[2])).Select(row => row[0].ToString(CultureInfo.InvariantCulture)).ToList();
        if (ours.Count > 0)
            Tool.Run("kill", ["-s", signal, .. ours]);
    }

    public void Dispose()
    {
        if (_ended)
            return;
        _ended = true;
        if (!_process.HasExited)
        {
            Signal("KILL");
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
