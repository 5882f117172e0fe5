namespace Supervision.Adapters.Linux;

/// <summary>A file whose being there means something.</summary>
/// <param name="Modified">Null where it is not there.</param>
internal sealed record MarkerFile(DateTimeOffset? Modified)
{
    /// <exception cref="IOException">The kernel does not tell.</exception>
    public static MarkerFile Look(string path) => new(FilePlace.Of(path)?.Modified);
}
