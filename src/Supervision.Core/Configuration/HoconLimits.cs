namespace Supervision.Core.Configuration;

/// <summary>
/// Every bound of the configuration reader. They are far above what an operator writes, and low enough that no file can exhaust the
/// stack, the memory or the start-up time of a daemon.
/// </summary>
public static class HoconLimits
{
    /// <summary>Size of one file, and of one text joined out of substitutions: 1 MiB.</summary>
    public const int FileCharacters = 1024 * 1024;

    /// <summary>Size of all files together, and of everything that substitutions copy: 8 MiB.</summary>
    public const int TotalCharacters = 8 * FileCharacters;

    /// <summary>Files read, the included ones among them.</summary>
    public const int Files = 256;

    /// <summary>Files including one another in a row.</summary>
    public const int IncludeDepth = 16;

    /// <summary>Objects and lists within one another; the parts of a path count.</summary>
    public const int Depth = 64;

    /// <summary>Length of one key.</summary>
    public const int KeyCharacters = 256;

    /// <summary>Values and list elements, those that substitutions copy among them.</summary>
    public const int Values = 100_000;

    /// <summary>Steps from a substitution to what it refers to, and on from there.</summary>
    public const int ResolutionDepth = 512;

    /// <summary>Errors told by one reading; after so many the rest of the text is not looked at.</summary>
    public const int Errors = 100;
}
