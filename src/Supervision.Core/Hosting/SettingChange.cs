namespace Supervision.Core.Hosting;

/// <summary>One value of the configuration that is not what it was.</summary>
/// <param name="Key">The full path, as <c>config show</c> prints it.</param>
/// <param name="Was">Null for what is new.</param>
/// <param name="Is">Null for what is gone.</param>
public sealed record SettingChange(string Key, string? Was, string? Is)
{
    /// <summary>For one that was carried out.</summary>
    public string Done => (Was, Is) switch
    {
        (null, _) => $"{Key} = {Is} (new)",
        (_, null) => $"{Key} is gone (was {Was})",
        _ => $"{Key} = {Is} (was {Was})",
    };

    /// <summary>For one that nothing but a new start can carry out.</summary>
    public string Waits => (Was, Is) switch
    {
        (null, _) => $"{Key} = {Is} waits for a restart",
        (_, null) => $"that {Key} is gone waits for a restart; {Was} stays in force",
        _ => $"{Key} = {Is} waits for a restart; {Was} stays in force",
    };
}
