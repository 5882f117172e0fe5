using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Supervision.Core.Probes;

namespace Supervision.Adapters.Probes;

/// <summary>One PING in Redis's own protocol, behind an AUTH where a password is given.</summary>
internal sealed class RedisProbe(Connections connections)
{
    private const int LongestAnswer = 4096;

    public async Task<ProbeOutcome> LookAsync(RedisTarget target, Look look)
    {
        var (password, trouble) = PasswordFile.Read(target.PasswordFile);
        if (trouble is not null)
            return trouble;
        var connection = target.Socket.Length > 0
            ? await Connections.ToAsync(target.Socket, look)
            : await connections.ToAsync(target.Host, target.Port, look);
        if (connection.Socket is not { } socket)
            return connection.Trouble!;

        using (socket)
            return await AskAsync(socket, target.User, password, look);
    }

    private static async Task<ProbeOutcome> AskAsync(Socket socket, string user, string? password, Look look)
    {
        look.WaitsForService("waiting for the answer to PING");
        string[][] commands = password is null ? [["PING"]]
            : user.Length > 0 ? [["AUTH", user, password], ["PING"]]
            : [["AUTH", password], ["PING"]];
        try
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(string.Concat(commands.Select(Written))), look.Deadline);
            return RedisAnswer.Judge(await ReadAsync(socket, commands.Length, look.Deadline), loggedIn: password is not null);
        }
        catch (SocketException failure)
        {
            look.Deadline.ThrowIfCancellationRequested();
            return SocketTrouble.Of(failure, "Redis", isPath: false);
        }
    }

    /// <summary>So many lines, or as many as came before the end; the first that is an error is the last that is wanted.</summary>
    private static async Task<string[]> ReadAsync(Socket socket, int lines, CancellationToken deadline)
    {
        var answer = new byte[LongestAnswer];
        var length = 0;
        while (length < LongestAnswer)
        {
            var more = await socket.ReceiveAsync(answer.AsMemory(length), deadline);
            if (more == 0)
                break;
            length += more;
            if (answer.AsSpan(0, length).Count((byte)'\n') >= lines)
                break;
        }

        var text = Encoding.UTF8.GetString(answer, 0, length);
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    private static string Written(string[] words) =>
        string.Create(CultureInfo.InvariantCulture, $"*{words.Length}\r\n") + string.Concat(words.Select(Written));

    private static string Written(string word) =>
        string.Create(CultureInfo.InvariantCulture, $"${Encoding.UTF8.GetByteCount(word)}\r\n{word}\r\n");
}
