using System.Text;
using Supervision.Adapters.Linux;

namespace Supervision.Adapters.Secrets;

/// <summary>Reads a secret anew each time, so that a changed one counts at once and none stays in memory for long.</summary>
internal static class SecretFile
{
    private const int Longest = 4096;
    private const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <param name="key">The key of the configuration that names it, for who has to mend it.</param>
    /// <param name="file">A path, the name of a credential of our unit, or empty for no secret.</param>
    /// <returns>The secret without the line end behind it, or why it is not taken. What is said never holds any of it.</returns>
    public static (Secret? Secret, string? Trouble) Read(string key, string file)
    {
        if (file.Length == 0)
            return (null, null);
        if (PathOf(file) is not { } path)
        {
            return Refuse(
                key,
                file,
                "no credentials are given to this process",
                $"add LoadCredential={file}:PATH to healthcheck.service, or write a path");
        }

        try
        {
            using var stream = UnblockedFile.OpenForReading(path);
            if (!stream.CanSeek)
                return Refuse(key, path, "is no file", "write the path of one");
            if ((File.GetUnixFileMode(stream.SafeFileHandle) & Others) != 0)
                return Refuse(key, path, "can be read by everybody", $"run: chmod o-rwx {path}");
            var bytes = new byte[Longest + 1];
            var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            var secret = length > Longest ? "" : Encoding.UTF8.GetString(bytes, 0, length).TrimEnd('\r', '\n');
            return secret.Length > 0 && !secret.Contains('\0', StringComparison.Ordinal)
                ? (new Secret(secret), null)
                : Refuse(key, path, $"does not hold a password of 1 to {Longest} bytes", "write the password into it, and nothing else");
        }
        catch (FileNotFoundException)
        {
            return Refuse(key, path, "is not there", "create it, readable for the user healthcheck alone");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Refuse(key, path, $"cannot be read: {failure.Message}", "give it to the user healthcheck, and nobody else");
        }
    }

    private static string? PathOf(string file)
    {
        if (file.Contains('/', StringComparison.Ordinal))
            return file;
        return Environment.GetEnvironmentVariable("CREDENTIALS_DIRECTORY") is { Length: > 0 } folder ? Path.Combine(folder, file) : null;
    }

    private static (Secret? Secret, string? Trouble) Refuse(string key, string file, string why, string remedy) =>
        (null, $"{key} {file}: {why} ({remedy})");
}
