using System.Diagnostics;

namespace Supervision.Adapters.Tests;

/// <summary>A program of the machine, run to its end.</summary>
internal static class Tool
{
    public static (int Exit, string Output) Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }

    public static string? Find(string name) =>
        new[] { "/usr/sbin", "/usr/bin", "/sbin", "/bin" }.Select(place => Path.Combine(place, name)).FirstOrDefault(File.Exists);
}
