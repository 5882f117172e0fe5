using System.Collections.Immutable;

namespace Supervision.Adapters.Probes.Celery;

/// <summary>One answer of Redis, in the second version of its protocol (RESP2).</summary>
internal abstract record RespReply
{
    /// <summary>A status or a number, as it was written.</summary>
    internal sealed record Word(string Text) : RespReply;

    /// <summary>A value: its beginning as text, and a digest of all of it. Values may be of any size.</summary>
    internal sealed record Bulk(string Text, string Digest, bool IsWhole) : RespReply;

    internal sealed record Nothing : RespReply;

    internal sealed record Error(string Text) : RespReply;

    internal sealed record Many(ImmutableArray<RespReply> Items) : RespReply;
}

/// <summary>Redis did not do what it was asked, or is not there.</summary>
/// <param name="message">For people, without a secret.</param>
internal sealed class BrokerException(string message) : Exception(message);
