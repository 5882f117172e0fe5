using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Supervision.Adapters.Linux;
using Supervision.Core.Probes;

namespace Supervision.Adapters.Probes.Celery;

/// <summary>
/// Asks a worker whether it is there, as <c>celery inspect ping -d NAME</c> does: a message to the exchange of all workers' mailboxes,
/// which in Redis is a channel, and the answer comes into a list that is bound to the exchange of the answers.
/// </summary>
/// <remarks>The list has one name for each probe, and its binding is taken away when an answer came. Where none came it stays, so that a
/// late answer is found by the next look: a worker that answers late is not one that is gone.</remarks>
/// <param name="began">When the look began, by the clock's timestamps: what the broker took until now is not the worker's time.</param>
internal sealed class WorkerPing(BrokerTalk broker, CeleryWorkerTarget target, Look look, TimeProvider clock, long began)
{
    private const string Mailboxes = "celery.pidbox";
    private const string Answers = "reply.celery.pidbox";
    private const string Bindings = "_kombu.binding." + Answers;
    private const int MostLeft = 100;
    private const string LifeOfTheList = "86400";

    // So much is left of the look's time when the broker ends its wait: it has to be told that nobody waits any more.
    private static readonly TimeSpan Tidying = TimeSpan.FromMilliseconds(500);

    private readonly string _worker = target.Ping.Replace("%h", HostName, StringComparison.Ordinal);
    private readonly string _ticket = string.Create(CultureInfo.InvariantCulture, $"healthcheck-{clock.GetUtcNow().UtcTicks}");

    // The same at every look, and another one on another host that asks through this broker.
    private readonly string _mailbox = $"healthcheck-{HostName}-{look.Probe.Id}";

    // In full, as celery takes it: .NET's has no domain.
    private static string HostName =>
        SmallText.Read("/proc/sys/kernel/hostname")?.Trim() is { Length: > 0 } name ? name : Environment.MachineName;

    private string List => $"{_mailbox}.{Answers}";

    private string Binding => $"{_mailbox}\u0006\u0016\u0006\u0016{List}";

    /// <exception cref="BrokerException">The broker did not do what it was asked.</exception>
    public async Task<ProbeOutcome> AskAsync()
    {
        var cameLate = await CameLateAsync().ConfigureAwait(false);
        await broker.AskAsync(look.Deadline, "SADD", Bindings, Binding).ConfigureAwait(false);
        var channel = string.Create(CultureInfo.InvariantCulture, $"/{target.Broker.Database}.{Mailboxes}");
        var heard = await broker.AskAsync(look.Deadline, "PUBLISH", channel, Message()).ConfigureAwait(false);
        if (heard is RespReply.Word { Text: "0" })
        {
            await TidyAsync().ConfigureAwait(false);
            return new ProbeOutcome.Failed($"no worker listens at the broker, {_worker} neither");
        }

        var (answered, byItself) = await WaitAsync().ConfigureAwait(false);
        if (answered)
        {
            await TidyAsync().ConfigureAwait(false);
            return byItself ? new ProbeOutcome.Passed("what waits is taken, and it answers") : Late;
        }

        await broker.AskAsync(look.Deadline, "EXPIRE", List, LifeOfTheList).ConfigureAwait(false);
        return cameLate ? Late : new ProbeOutcome.Failed($"{_worker} does not answer a ping");
    }

    private static ProbeOutcome.Impaired Late => new("it answers a ping, but late");

    /// <summary>Takes what came since the look before, and says whether the worker was among it.</summary>
    private async Task<bool> CameLateAsync()
    {
        var came = false;
        for (var taken = 0; taken < MostLeft; taken++)
        {
            if (await broker.AskAsync(look.Deadline, "RPOP", List).ConfigureAwait(false) is not RespReply.Bulk left) break;
            came |= WorkerAnswer.Of(left.Text, _worker) is not null;
        }

        return came;
    }

    /// <summary>Waits for an answer: to this question, or to an earlier one.</summary>
    private async Task<(bool Answered, bool ToThis)> WaitAsync()
    {
        var answered = false;
        while (look.Probe.Timeout - Tidying - clock.GetElapsedTime(began) is { Ticks: > 0 } left)
        {
            var seconds = Math.Max(0.1, left.TotalSeconds).ToString("0.0", CultureInfo.InvariantCulture);
            var reply = await broker.AskAsync(look.Deadline, "BRPOP", List, seconds).ConfigureAwait(false);
            if (reply is not RespReply.Many { Items: [_, RespReply.Bulk got] }) break;
            if (WorkerAnswer.Of(got.Text, _worker) is not { } answer) continue;
            if (answer.Ticket == _ticket) return (true, true);
            answered = true;
        }

        return (answered, false);
    }

    private async Task TidyAsync()
    {
        await broker.AskAsync(look.Deadline, "SREM", Bindings, Binding).ConfigureAwait(false);
        await broker.AskAsync(look.Deadline, "DEL", List).ConfigureAwait(false);
    }

    private string Message()
    {
        var body = Written(json =>
        {
            json.WriteString("method", "ping");
            json.WriteStartObject("arguments");
            json.WriteEndObject();
            json.WriteStartArray("destination");
            json.WriteStringValue(_worker);
            json.WriteEndArray();
            json.WriteNull("pattern");
            json.WriteNull("matcher");
            json.WriteString("ticket", _ticket);
            json.WriteStartObject("reply_to");
            json.WriteString("exchange", Answers);
            json.WriteString("routing_key", _mailbox);
            json.WriteEndObject();
        });
        return Encoding.UTF8.GetString(Written(json =>
        {
            json.WriteString("body", Convert.ToBase64String(body));
            json.WriteString("content-encoding", "utf-8");
            json.WriteString("content-type", "application/json");
            json.WriteStartObject("headers");
            json.WriteNumber("clock", 1);
            json.WriteEndObject();
            json.WriteStartObject("properties");
            json.WriteNumber("delivery_mode", 1);
            json.WriteStartObject("delivery_info");
            json.WriteString("exchange", Mailboxes);
            json.WriteString("routing_key", "");
            json.WriteEndObject();
            json.WriteNumber("priority", 0);
            json.WriteString("body_encoding", "base64");
            json.WriteString("delivery_tag", _ticket);
            json.WriteEndObject();
        }));
    }

    private static byte[] Written(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
