using Supervision.Daemon.Control;

namespace Supervision.Daemon.CommandLine;

/// <summary><c>healthcheck status --watch</c>: on a terminal one page, drawn anew every second; elsewhere a page whenever it changed. A
/// daemon that is away is waited for.</summary>
internal sealed class StatusWatch(IReadOnlyList<string> directories, StatusPrint print, TextWriter output, bool redraw, TimeProvider clock)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    // From the top left corner, without blanking first: nothing flickers. What is left of the page before is cleared behind.
    private const string ToTop = "\u001b[H";
    private const string ClearAll = "\u001b[2J";
    private const string ClearLine = "\u001b[K";
    private const string ClearBelow = "\u001b[J";

    private string? _before;

    /// <summary>Until <paramref name="cancellation"/>, or a complaint that looking again would repeat.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var page = await LookAsync(cancellation);
            if (page is { IsError: true, ExitCode: ExitCode.Usage or ExitCode.NoPermission })
            {
                await Console.Error.WriteLineAsync(page.Text);
                return page.ExitCode;
            }

            await ShowAsync(page.Text);
            try
            {
                await Task.Delay(BetweenLooks, clock, cancellation);
            }
            catch (OperationCanceledException)
            {
                return page.ExitCode;
            }
        }
    }

    private async Task<StatusPrint.Page> LookAsync(CancellationToken cancellation)
    {
        StatusPrint.Page? page = null;
        var (code, why) = await ControlClient.TryAsync(directories, async client =>
        {
            page = print.Of(await client.StatusAsync(cancellation));
            return page.ExitCode;
        });
        return page ?? new StatusPrint.Page(code, IsError: true, $"healthcheck: {why}");
    }

    private async Task ShowAsync(string text)
    {
        if (redraw)
        {
            var page = text.ReplaceLineEndings(ClearLine + "\n");
            await output.WriteAsync((_before is null ? ClearAll : "") + ToTop + page + ClearLine + "\n" + ClearBelow);
        }
        else if (text != _before)
        {
            await output.WriteLineAsync(_before is null ? text : Environment.NewLine + text);
        }

        await output.FlushAsync(CancellationToken.None);
        _before = text;
    }
}
