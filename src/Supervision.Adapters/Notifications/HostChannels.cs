using System.Collections.Concurrent;
using System.Diagnostics;
using Supervision.Adapters.Linux;
using Supervision.Adapters.Probes;
using Supervision.Core.Configuration;
using Supervision.Core.Notifications;
using Supervision.Core.Notifications.Channels;

namespace Supervision.Adapters.Notifications;

/// <summary>Sends from this host. Each try has an end, whatever the other side does; one that does not care for its end is left behind, and
/// as long as it lives nothing else is tried on its channel.</summary>
/// <param name="host">The name by which others know this host.</param>
public sealed class HostChannels(string host, TimeProvider clock) : IChannels
{
    // For a try that was called off to clean up behind itself.
    private static readonly TimeSpan Farewell = TimeSpan.FromMilliseconds(500);
    private const int LongestWords = 300;

    private readonly ConcurrentDictionary<string, bool> _living = new(StringComparer.Ordinal);
    private readonly HostNames _names = HostNames.OfThisHost();

    public async Task<Delivery> SendAsync(ChannelSettings channel, OutgoingMessage message, CancellationToken cancellation)
    {
        if (!_living.TryAdd(channel.Name, true))
            return new Delivery.Later("the try before this one hangs, although its time is over");
        using var deadline = new CancellationTokenSource(channel.Timeout, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        var token = both.Token;
        var late = new Delivery.Later($"not done within {DurationText.Write(channel.Timeout)}");

        // Off the caller's thread: what comes before the first await may take its time too.
        var life = Task.Run(() => LiveAsync(channel, message, late, token), CancellationToken.None);
        if (await Task.WhenAny(life, Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token)).ConfigureAwait(false) != life)
            await Task.WhenAny(life, Task.Delay(Farewell, clock, CancellationToken.None)).ConfigureAwait(false);
        return life.IsCompleted ? Plain(await life.ConfigureAwait(false)) : late;
    }

    private async Task<Delivery> LiveAsync(ChannelSettings channel, OutgoingMessage message, Delivery.Later late, CancellationToken deadline)
    {
        try
        {
            return await SendAsync(channel.Target, message, deadline).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            return late;
        }
#pragma warning disable CA1031 // Whatever a channel throws is told as its answer: the message waits, and is tried again.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return deadline.IsCancellationRequested ? late : new Delivery.Later($"{failure.GetType().Name}: {failure.Message}");
        }
        finally
        {
            _living.TryRemove(channel.Name, out _);
        }
    }

    private Task<Delivery> SendAsync(IChannelTarget target, OutgoingMessage message, CancellationToken deadline) => target switch
    {
        EmailTarget email => new EmailSender(_names, host).SendAsync(email, message, deadline),
        SmsTarget sms => new SmsSender(_names, clock).SendAsync(sms, message, deadline),
        WebhookTarget hook => new WebhookSender(_names, host, clock).SendAsync(hook, message, deadline),
        CommandChannel command => CommandSender.SendAsync(command, message, deadline),
        _ => throw new UnreachableException(),
    };

    // Others put text into these: it is made fit for a log and a terminal, once for all kinds.
    private static Delivery Plain(Delivery delivery) => delivery switch
    {
        Delivery.Delivered delivered => new Delivery.Delivered(Plain(delivered.Evidence)),
        Delivery.Later later => later with { Why = Plain(later.Why) },
        Delivery.Refused refused => new Delivery.Refused(Plain(refused.Why)),
        _ => throw new UnreachableException(),
    };

    private static string Plain(string words) =>
        PlainText.Escaped(words.Length > LongestWords ? words[..LongestWords] + "…" : words);
}
