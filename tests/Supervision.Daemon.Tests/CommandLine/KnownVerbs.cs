using Supervision.Daemon.CommandLine;

namespace Supervision.Daemon.Tests.CommandLine;

/// <summary>The verbs that the program knows, from its own command line.</summary>
internal static class KnownVerbs
{
    /// <summary>In the order of their bytes.</summary>
    public static string[] Names { get; } =
        [.. HealthcheckCommand.Create().Subcommands.Select(command => command.Name).Order(StringComparer.Ordinal)];

    /// <summary>Where the sources lie from which this was built.</summary>
    public static string Checkout { get; } = Top();

    private static string Top()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Supervision.sln"))) directory = directory.Parent;
        return directory?.FullName ?? throw new DirectoryNotFoundException("The tests do not lie below Supervision.sln");
    }
}
