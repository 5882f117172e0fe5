namespace Supervision.Adapters.Storage;

/// <summary>A later version of the program wrote the journal, and only that one knows what its tables mean.</summary>
internal sealed class NewerJournalException(long found, int known) : Exception(
    $"it has version {found} and this program knows versions up to {known}: a later healthcheck wrote it. "
    + "Install that one again and put the file back to go on with it")
{
    public long Found => found;
}
