using System.Reflection;

namespace Supervision.Architecture.Tests;

/// <summary>The assemblies of the product: its layers.</summary>
internal static class Ours
{
    public static Assembly Core { get; } = typeof(Core.Moment).Assembly;

    public static Assembly Actors { get; } = Assembly.Load("Supervision.Actors");

    public static Assembly Adapters { get; } = Assembly.Load("Supervision.Adapters");

    public static Assembly Simulation { get; } = Assembly.Load("Supervision.Simulation");

    public static Assembly Daemon { get; } = Assembly.Load("healthcheck");

    public static IReadOnlyList<Assembly> All { get; } = [Core, Actors, Adapters, Simulation, Daemon];

    /// <summary>The types that somebody wrote, without those that the compiler and its generators add.</summary>
    public static IEnumerable<Type> Types => All
        .SelectMany(assembly => assembly.GetTypes())
        .Where(type => !type.FullName!.Contains('<', StringComparison.Ordinal) && type.Namespace?.StartsWith("Supervision.", StringComparison.Ordinal) == true);

    /// <summary>The assemblies that the code of <paramref name="assembly"/> really uses.</summary>
    public static IEnumerable<string> Used(Assembly assembly) => assembly.GetReferencedAssemblies().Select(reference => reference.Name!);
}
