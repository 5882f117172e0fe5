using System.CommandLine;
using System.Globalization;
using System.Text;
using Supervision.Core.Configuration;
using Supervision.Core.Schedule;
using Supervision.Daemon.Configuration;

namespace Supervision.Daemon.CommandLine;

/// <summary><c>healthcheck import-crontab</c>: the schedule that the old service's crontab means.</summary>
internal static class ImportCrontabCommand
{
    private const string StandardInput = "-";

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "A crontab of a user or of the system; - for standard input" };
        var command = new Command("import-crontab", $"Print the schedule that the lines calling {CrontabImport.Sweeps} mean") { file };
        command.SetAction((parsed, cancellation) => ImportAsync(parsed.GetValue(file)!, cancellation));
        return command;
    }

    private static async Task<int> ImportAsync(string file, CancellationToken cancellation)
    {
        if (file.Length == 0)
        {
            await Console.Error.WriteLineAsync("healthcheck: FILE is empty; name a crontab, or - for standard input");
            return ExitCode.Usage;
        }

        var (text, why) = file == StandardInput ? await ReadInputAsync(cancellation) : ReadFile(file);
        if (text?.Contains('\0', StringComparison.Ordinal) == true)
            (text, why) = (null, "it is no text");
        if (text is null)
        {
            await Console.Error.WriteLineAsync($"healthcheck: {file} cannot be read as a crontab: {why}");
            return ExitCode.Configuration;
        }

        var import = CrontabImport.Of(text, file == StandardInput ? "standard input" : file);
        foreach (var line in import.Lines)
            await Console.Out.WriteLineAsync(line);
        foreach (var error in import.Errors.Take(HoconLimits.Errors))
            await Console.Error.WriteLineAsync(error.ToString());
        if (import.Errors.Length > HoconLimits.Errors)
            await Console.Error.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"healthcheck: and {import.Errors.Length - HoconLimits.Errors} more lines that are wrong"));
        return import.Errors.IsEmpty ? ExitCode.Success : ExitCode.Configuration;
    }

    private static (string? Text, string Why) ReadFile(string file) => IncludedFiles.Read(Path.GetFullPath(file)) switch
    {
        Inclusion.Opened opened => (opened.Text, ""),
        Inclusion.Refused refused => (null, refused.Reason),
        _ => (null, "there is no such file"),
    };

    private static async Task<(string? Text, string Why)> ReadInputAsync(CancellationToken cancellation)
    {
        var bytes = new byte[HoconLimits.FileCharacters + 1];
        await using var input = Console.OpenStandardInput();
        var read = await input.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation);
        return read == bytes.Length
            ? (null, $"it is larger than {HoconLimits.FileCharacters} bytes")
            : (Encoding.UTF8.GetString(bytes, 0, read), "");
    }
}
