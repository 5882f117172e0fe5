namespace Supervision.Documents;

/// <summary>What is wrong in the documents, told whole: who mends it wants to see all of it.</summary>
internal static class Found
{
    public static void Nothing(IEnumerable<string> wrong)
    {
        var all = wrong.ToList();
        Assert.True(all.Count == 0, $"\n{string.Join('\n', all)}");
    }
}
