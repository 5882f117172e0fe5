namespace Supervision.Core.Configuration;

/// <summary>A share of a whole.</summary>
/// <param name="Value">85 for <c>85%</c>.</param>
public readonly record struct Percent(double Value);

/// <summary>An amount of storage.</summary>
public readonly record struct ByteCount(long Bytes);
