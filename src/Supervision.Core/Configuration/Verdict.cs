namespace Supervision.Core.Configuration;

/// <summary>What a text means, or what is wrong with it.</summary>
/// <param name="Value">Something harmless where the text means nothing.</param>
internal readonly record struct Verdict<T>(T Value, Complaint? Complaint);

/// <param name="Message">Completes "path: ".</param>
internal sealed record Complaint(string Message, string Remedy);
