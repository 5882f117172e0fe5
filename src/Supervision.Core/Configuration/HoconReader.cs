using System.Collections.Immutable;

namespace Supervision.Core.Configuration;

/// <summary>A configuration text and the name under which errors speak of it.</summary>
public sealed record HoconSource(string File, string Text)
{
    /// <summary>The name of the text at the bottom, which holds every default.</summary>
    public const string Reference = "reference.conf";
}

/// <summary>What a configuration says, as far as it could be read, and everything that is wrong with it.</summary>
/// <param name="Errors">Ordered by file and line. With any of them the tree must not be acted on.</param>
public sealed record HoconReading(HoconValue.Map Tree, ImmutableArray<ConfigError> Errors);

/// <summary>
/// Reads a documented subset of HOCON (docs/configuration-syntax.md), strictly: what the language lets pass and an operator did not
/// mean is an error with file, line and remedy. It never throws for what a file contains; its bounds are <see cref="HoconLimits"/>.
/// </summary>
public static class HoconReader
{
    /// <summary>Reads one text and what it includes.</summary>
    /// <param name="environment">The value of an environment variable, or null.</param>
    public static HoconReading Read(string text, string file, IIncludeSource includes, Func<string, string?> environment) =>
        Read([new(file, text)], includes, environment);

    /// <summary>
    /// Reads several texts, each laid over those before it. Substitutions are replaced at the very end, so that each text sees what the
    /// others say.
    /// </summary>
    /// <param name="environment">The value of an environment variable, or null.</param>
    public static HoconReading Read(
        IReadOnlyList<HoconSource> layers, IIncludeSource includes, Func<string, string?> environment)
    {
        var complaints = new Complaints();
        var root = new RawObject(owner: null, depth: 0, new(layers.Count == 0 ? "" : layers[^1].File, 1, 1));
        var intake = new Intake(includes, complaints);
        foreach (var layer in layers) intake.Read(layer, root);
        var tree = new Resolver(root, environment, intake.Charge, complaints).Resolve();
        return new(tree, complaints.Errors.Ordered());
    }
}
