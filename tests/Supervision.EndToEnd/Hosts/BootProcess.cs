using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Supervision.EndToEnd.Hosts;

/// <summary>
/// The process on this machine that carries one guest. It ends when its standard input is closed, hence also when
/// this test run dies, and the kernel ends everything in its namespaces with it.
/// </summary>
internal sealed class BootProcess : IAsyncDisposable
{
    private const int ConsoleLinesKept = 200;

    public static readonly string[] OwnNamespaces =
        ["unshare", "--mount", "--propagation", "private", "--pid", "--fork", "--kill-child", "--mount-proc", "bash"];

    private readonly ConcurrentQueue<string> _console = new();
    private readonly Process _process;
    private readonly DirectoryInfo _files;

    public BootProcess(string name, Preparation preparation)
    {
        _files = Directory.CreateTempSubdirectory(name);
        foreach (var (path, content) in preparation.Files) WriteFile(path, content);
        _process = new Process
        {
            StartInfo = new ProcessStartInfo(OwnNamespaces[0],
                [.. OwnNamespaces[1..], Script("boot.sh"), name, string.Join(' ', preparation.Units), .. preparation.Trees, _files.FullName])
            {
                RedirectStandardInput = true,
                RedirectStandardError = true,
            },
        };
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginErrorReadLine();
    }

    /// <summary>The last lines of the guest's console.</summary>
    public string Console => string.Join('\n', _console);

    public bool HasEnded => _process.HasExited;

    /// <summary>Where the scripts beside this file are found at run time.</summary>
    public static string Script(string name) => Path.Combine(AppContext.BaseDirectory, "Hosts", name);

    /// <summary>The guest's init as this machine numbers it; none before the boot, between two boots and after the end.</summary>
    public int? Leader() =>
        ChildrenOf(_process.Id)
            .SelectMany(ChildrenOf).Where(child => NameOf(child) == "systemd-nspawn")
            .SelectMany(ChildrenOf).Where(child => NameOf(child) == "systemd")
            .Cast<int?>().FirstOrDefault();

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using (var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30)))
        {
            try
            {
                await _process.WaitForExitAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                // Its death takes the namespaces down without its help.
                _process.Kill();
            }
        }

        _process.Dispose();
        _files.Delete(recursive: true);
    }

    private void WriteFile(string path, string content)
    {
        var file = Path.Combine(_files.FullName, path.TrimStart('/'));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
        if (OperatingSystem.IsLinux() && content.StartsWith("#!", StringComparison.Ordinal))
            File.SetUnixFileMode(file, File.GetUnixFileMode(file) | UnixFileMode.UserExecute);
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        _console.Enqueue(line);
        if (_console.Count > ConsoleLinesKept) _console.TryDequeue(out _);
    }

    private static IEnumerable<int> ChildrenOf(int process) =>
        ReadOfProcess($"/proc/{process}/task/{process}/children")
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(id => int.Parse(id, CultureInfo.InvariantCulture));

    private static string NameOf(int process) => ReadOfProcess($"/proc/{process}/comm").TrimEnd('\n');

    private static string ReadOfProcess(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            // The process ended between our finding it and our reading it.
            return "";
        }
    }
}
