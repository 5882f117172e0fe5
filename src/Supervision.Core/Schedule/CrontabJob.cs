using System.Buffers;
using System.Collections.Immutable;
using System.Text;

namespace Supervision.Core.Schedule;

/// <summary>One job of a crontab.</summary>
/// <param name="Line">Where it stands, counted from 1.</param>
/// <param name="Schedule">The five fields with one space between them, or a macro such as <c>@hourly</c>; not checked any further.</param>
/// <param name="Command">What is handed to the shell, with the variables that the crontab itself sets put in.</param>
public sealed record CrontabJob(int Line, string Schedule, string Command)
{
    // Whatever may stand beside a name in a command of the shell. Quotes are not among them: they may stand within a path.
    private static readonly SearchValues<char> Separators = SearchValues.Create(" \t;&|()<>{}`=,");

    /// <summary>
    /// Whether a word of the command is the file name <paramref name="program"/>, with any directory in front: behind <c>sudo</c>,
    /// <c>flock</c> or <c>cd … &amp;&amp;</c>, and within the text that <c>bash -c</c> is given. What the shell takes for a comment and
    /// what cron gives to the command as its input do not count.
    /// </summary>
    public bool Calls(string program) => Words().Any(word => word[(word.LastIndexOf('/') + 1)..] == program);

    private ImmutableArray<string> Words()
    {
        var words = ImmutableArray.CreateBuilder<string>();
        var word = new StringBuilder();
        char? quote = null;
        var escaped = false;
        foreach (var letter in Command)
        {
            // To cron, a % without a backslash is the end of the command: the rest is its input.
            var comment = letter == '#' && quote is null && word.Length == 0;
            if (!escaped && (comment || letter == '%'))
                break;

            if (Separators.Contains(letter))
            {
                words.Add(word.ToString());
                word.Clear();
            }
            else if (escaped || letter is not ('\\' or '"' or '\''))
            {
                word.Append(letter);
            }
            else if (letter != '\\')
            {
                quote = quote is null ? letter : quote == letter ? null : quote;
            }

            escaped = !escaped && letter == '\\';
        }

        words.Add(word.ToString());
        return words.ToImmutable();
    }
}
