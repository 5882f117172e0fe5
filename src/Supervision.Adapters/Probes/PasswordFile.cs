using System.Text;
using Supervision.Adapters.Linux;
using Supervision.Core.Probes;

namespace Supervision.Adapters.Probes;

/// <summary>Reads a password anew at each look, so that a changed one counts at once and none stays in memory for long.</summary>
internal static class PasswordFile
{
    private const int Longest = 4096;
    private const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <param name="file">A path, the name of a credential of our unit, or empty for no password.</param>
    /// <returns>The password without the line end behind it, or why it is not taken. What is said never holds any of it.</returns>
    public static (string? Password, ProbeOutcome? Trouble) Read(string file)
    {
        if (file.Length == 0)
            return (null, null);
        if (PathOf(file) is not { } path)
        {
            return Refuse(
                file,
                "no credentials are given to this process",
                $"add LoadCredential={file}:PATH to healthcheck.service, or write a path");
        }

        try
        {
            using var stream = UnblockedFile.OpenForReading(path);
            if (!stream.CanSeek)
                return Refuse(path, "is no file", "write the path of one");
            if ((File.GetUnixFileMode(stream.SafeFileHandle) & Others) != 0)
                return Refuse(path, "can be read by everybody", $"run: chmod o-rwx {path}");
            var bytes = new byte[Longest + 1];
            var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            var password = length > Longest ? "" : Encoding.UTF8.GetString(bytes, 0, length).TrimEnd('\r', '\n');
            return password.Length > 0 && !password.Contains('\0', StringComparison.Ordinal)
                ? (password, null)
                : Refuse(path, $"does not hold a password of 1 to {Longest} bytes", "write the password into it, and nothing else");
        }
        catch (FileNotFoundException)
        {
            return Refuse(path, "is not there", "create it, readable for the user healthcheck alone");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Refuse(path, $"cannot be read: {failure.Message}", "give it to the user healthcheck, and nobody else");
        }
    }

    private static string? PathOf(string file)
    {
        if (file.Contains('/', StringComparison.Ordinal))
            return file;
        return Environment.GetEnvironmentVariable("CREDENTIALS_DIRECTORY") is { Length: > 0 } folder ? Path.Combine(folder, file) : null;
    }

    private static (string? Password, ProbeOutcome? Trouble) Refuse(string file, string why, string remedy) =>
        (null, new ProbeOutcome.Unknown($"password-file {file}: {why} ({remedy})"));
}
