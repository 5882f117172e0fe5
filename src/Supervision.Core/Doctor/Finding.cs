namespace Supervision.Core.Doctor;

/// <summary>One thing about the host that keeps healthcheck from its work, or will on a bad day. In English, for the command
/// line.</summary>
/// <param name="Place">The file with its line, the unit, or the path: what is to be opened.</param>
/// <param name="What">What is wrong there, and what follows from it.</param>
/// <param name="Remedy">What mends it; a command wherever there is one.</param>
public sealed record Finding(Gravity Gravity, string Place, string What, string Remedy)
{
    public static Finding Warning(string place, string what, string remedy) => new(Gravity.Warning, place, what, remedy);

    public static Finding Error(string place, string what, string remedy) => new(Gravity.Error, place, what, remedy);
}

/// <summary>How much a finding matters.</summary>
public enum Gravity
{
    /// <summary>healthcheck works, and something is not as the operator believes it is.</summary>
    Warning,

    /// <summary>Something that healthcheck is there for cannot be done.</summary>
    Error,
}
