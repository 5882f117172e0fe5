namespace Supervision.Core.Configuration;

/// <summary>Opens the files that a configuration includes. Implemented outside: the reader itself touches no disk.</summary>
public interface IIncludeSource
{
    /// <summary>Resolves <paramref name="path"/> relative to the file that includes it, and reads it.</summary>
    /// <param name="path">As written in the include statement.</param>
    /// <param name="includedFrom">The including file, by the name under which it was read.</param>
    Inclusion Open(string path, string includedFrom);
}

/// <summary>What became of an include.</summary>
public abstract record Inclusion
{
    private Inclusion(string file) => File = file;

    /// <summary>The resolved name of the file. One file must always have the same name, or a cycle is found late.</summary>
    public string File { get; }

    /// <summary>The text. A source refuses what is larger than <see cref="HoconLimits.FileCharacters"/> bytes before reading it.</summary>
    public sealed record Opened(string File, string Text) : Inclusion(File);

    /// <summary>There is no such file: nothing to say unless the include is a required one.</summary>
    public sealed record Absent(string File) : Inclusion(File);

    /// <summary>There is something, but it must not or cannot be read; always an error.</summary>
    /// <param name="Reason">Completes "… cannot be included: ".</param>
    /// <param name="Remedy">What mends it, where that is known.</param>
    public sealed record Refused(string File, string Reason, string? Remedy = null) : Inclusion(File);
}
