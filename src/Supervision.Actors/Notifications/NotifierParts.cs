using Supervision.Core.Notifications;

namespace Supervision.Actors.Notifications;

/// <summary>What the notifier is built from.</summary>
/// <param name="Settings">Those of the start; a reload brings others.</param>
public sealed record NotifierParts(IOutbox Outbox, IChannels Channels, NotifierSettings Settings);
