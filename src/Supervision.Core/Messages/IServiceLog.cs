namespace Supervision.Core.Messages;

/// <summary>The log that people and their greps know from the script: <c>service_monitor.log</c>.</summary>
public interface IServiceLog
{
    /// <summary>Appends <paramref name="line"/>, which has its date already and no line break. Never blocks and never throws:
    /// a log that cannot be written must not stop supervision.</summary>
    void Append(string line);
}
