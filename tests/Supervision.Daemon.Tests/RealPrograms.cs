namespace Supervision.Daemon.Tests;

/// <summary>Tests that start the program one after the other, so that a small machine is not crowded by daemons.</summary>
[CollectionDefinition(Name)]
public sealed class RealPrograms
{
    public const string Name = "Real programs";
}
