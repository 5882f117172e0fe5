using System.Diagnostics;
using System.Reflection;

namespace Supervision.Architecture.Tests;

/// <summary>The files from which this was built.</summary>
internal static class Repository
{
    public static string Root { get; } = Built("Repository");

    /// <summary>The files under <paramref name="folder"/>, by their paths from the root.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) => Directory
        .EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Root, file))
        .Order(StringComparer.Ordinal);

    /// <summary>The files that git keeps, and those that it would: not ignored. The test is skipped where there is no git.</summary>
    public static IReadOnlyList<string> Tracked()
    {
        Skip.IfNot(Path.Exists(Path.Combine(Root, ".git")), "these sources are no git work tree");
        var (code, output) = Run("git", "-c", $"safe.directory={Root}", "-C", Root, "ls-files", "-z", "--cached", "--others", "--exclude-standard");
        Assert.Equal(0, code);
        return [.. output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(file => File.Exists(Path.Combine(Root, file)))];
    }

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    /// <summary>Something that the project file of these tests wrote into them.</summary>
    public static string Built(string name) => typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == name).Value!;

    public static (int Code, string Output) Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }
}
