using System.Reflection;
using System.Runtime.CompilerServices;
using Akka.Actor;

namespace Supervision.Architecture.Tests;

/// <summary>What actors are told is closed and cannot change on the way.</summary>
public sealed class MessageTests
{
    private static IEnumerable<Type> Records => Ours.Types.Where(type => type is { IsClass: true } && type.GetMethod("<Clone>$") is not null);

    private static IEnumerable<Type> Protocols => Ours.Types.Where(type => type.Name.EndsWith("Protocol", StringComparison.Ordinal));

    [Fact]
    public void No_actor_is_public()
    {
        var actors = Ours.Types.Where(type => type.IsAssignableTo(typeof(ActorBase))).ToList();

        Assert.NotEmpty(actors);
        Assert.DoesNotContain(actors, actor => actor.IsVisible);
    }

    [Fact]
    public void A_protocol_has_sealed_records_and_the_interfaces_that_mark_them()
    {
        var messages = Protocols.SelectMany(protocol => protocol.GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic)).ToList();

        Assert.NotEmpty(messages);
        Assert.All(messages, message => Assert.True(
            message.IsInterface || (message.IsSealed && (message.IsValueType || Records.Contains(message))), $"{message} is neither"));
        Assert.All(Protocols, protocol => Assert.True(protocol is { IsAbstract: true, IsSealed: true }, $"{protocol} is not static"));
    }

    [Fact]
    public void A_record_is_sealed_or_the_closed_base_of_its_cases()
    {
        foreach (var record in Records.Where(record => !record.IsSealed))
        {
            Assert.True(record.IsAbstract, $"{record} is neither sealed nor abstract");
            Assert.All(
                record.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Where(made => !Copies(made)),
                made => Assert.True(made.IsPrivate || made.IsFamily, $"{record} can be made as it is"));
            Assert.All(
                Ours.Types.Where(type => type.BaseType == record),
                derived => Assert.True(derived.DeclaringType == record, $"{derived} is a case of {record} and stands outside of it"));
        }
    }

    [Fact]
    public void A_record_of_ours_cannot_be_changed()
    {
        var open = Records
            .SelectMany(record => record.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly))
            .Where(property => property.SetMethod is { } set && !IsInit(set))
            .Select(property => $"{property.DeclaringType}.{property.Name}");

        Assert.Empty(open);
    }

    [Fact]
    public void The_families_that_this_is_about_are_among_them()
    {
        // A renaming that hides them from the rules above would make these hold for nothing.
        string[] families = ["UnitReport", "SupervisorEvent", "SupervisorEffect", "Announcement", "JournalEntry", "Inclusion", "HoconValue"];

        Assert.Empty(families.Except(Records.Where(record => record.IsAbstract).Select(record => record.Name)));
        Assert.Equal(9, Protocols.Count());
    }

    private static bool Copies(ConstructorInfo made) =>
        made.GetParameters() is [{ ParameterType: var copied }] && copied == made.DeclaringType;

    private static bool IsInit(MethodInfo set) => set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
}
