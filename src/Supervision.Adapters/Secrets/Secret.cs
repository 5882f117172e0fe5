namespace Supervision.Adapters.Secrets;

/// <summary>A text that nobody is to see: it is told only to who asks for it by name, and stands in no log, error or debugger's
/// line.</summary>
internal sealed class Secret(string value)
{
    /// <summary>For the one line that hands it to the other side.</summary>
    public string Reveal() => value;

    /// <summary>A placeholder, whatever it holds.</summary>
    public override string ToString() => "(secret)";
}
