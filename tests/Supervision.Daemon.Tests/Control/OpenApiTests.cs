using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Supervision.Daemon.Control;

namespace Supervision.Daemon.Tests.Control;

/// <summary>The description in docs/openapi.yaml and the routes and messages of the program say the same.</summary>
public sealed class OpenApiTests
{
    private const string Schemas = "#/components/schemas/";

    private static readonly Yaml Described = Yaml.Read(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "openapi.yaml")));

    private static readonly IReadOnlyList<(string Method, string Path, Verb Verb)> Routes = [.. Mapped()];

    [Fact]
    public void Every_route_is_described_and_no_other() => Assert.Equal(
        Routes.Select(route => $"{route.Method} {route.Path}").Order(StringComparer.Ordinal),
        Described["paths"].Entries.SelectMany(path => path.Value.Entries.Select(verb => $"{verb.Key.ToUpperInvariant()} {path.Key}"))
            .Order(StringComparer.Ordinal));

    [Fact]
    public void Every_route_takes_and_gives_what_is_described() => Assert.All(Routes, route =>
    {
        var described = Described["paths"][route.Path][route.Method.ToLowerInvariant()];

        Assert.Equal(Reference(route.Verb.Answer), SchemaOf(described["responses"]["200"]));
        Assert.Equal(Reference(typeof(ErrorMessage)), SchemaOf(described["responses"]["default"]));
        Assert.Equal(
            route.Verb.Body is { } body ? Reference(body) : null,
            described.Find("requestBody") is { } taken ? SchemaOf(taken) : null);
        Assert.Equal(route.Verb.Query, described.Find("parameters")?.Items.Select(parameter => parameter["name"].Text) ?? []);
    });

    [Fact]
    public void Every_message_is_described_and_no_other() => Assert.Equal(
        Messages().Select(Name).Order(StringComparer.Ordinal), Described["components"]["schemas"].Entries.Select(schema => schema.Key).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_field_is_described_with_its_type_and_a_sentence_and_no_other() => Assert.All(Messages(), message =>
    {
        var schema = Described["components"]["schemas"][Name(message)];
        var fields = message.GetProperties().Where(field => field.GetCustomAttribute<JsonIgnoreAttribute>() is null).ToList();

        Assert.NotEmpty(schema["description"].Text);
        Assert.Equal(fields.Select(field => JsonNamingPolicy.CamelCase.ConvertName(field.Name)), schema["properties"].Entries.Select(field => field.Key));
        foreach (var (field, (name, described)) in fields.Zip(schema["properties"].Entries))
        {
            Assert.NotEmpty(described["description"].Text);
            Assert.True(TypeOf(field) == TypeOf(described), $"{message.Name}.{name} is {TypeOf(field)}, and described as {TypeOf(described)}");
        }

        var closed = message.GetCustomAttribute<JsonUnmappedMemberHandlingAttribute>()?.UnmappedMemberHandling == JsonUnmappedMemberHandling.Disallow;
        Assert.Equal(closed ? "false" : null, schema.Find("additionalProperties")?.Text);
    });

    private static IEnumerable<(string Method, string Path, Verb Verb)> Mapped()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore();
        var app = builder.Build();
        ControlRoutes.Map(app, new ControlRoutes(null!, null!, null!, null!), _ => Task.FromResult(new Supervision.Daemon.Hosting.Reloaded([], [], [])));
        ResourceRoutes.Map(app, new ResourceRoutes(null!, null!, TimeProvider.System));
        foreach (var route in ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).Cast<RouteEndpoint>())
        {
            var method = Assert.Single(route.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods);
            yield return (method, route.RoutePattern.RawText!, route.Metadata.GetRequiredMetadata<Verb>());
        }
    }

    // Everything that is part of what a route takes or gives.
    private static List<Type> Messages()
    {
        var known = new List<Type>();
        var next = new Queue<Type>(Routes.SelectMany(route => new[] { route.Verb.Answer, route.Verb.Body }).OfType<Type>().Append(typeof(ErrorMessage)));
        while (next.TryDequeue(out var message))
        {
            if (known.Contains(message))
                continue;
            known.Add(message);
            foreach (var part in message.GetProperties().Select(field => ItemOf(field.PropertyType) ?? field.PropertyType).Where(IsMessage))
                next.Enqueue(part);
        }

        return known;
    }

    private static bool IsMessage(Type type) => type.Assembly == typeof(ControlJson).Assembly;

    private static Type? ItemOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : null;

    private static string Name(Type message) => message.Name[..^"Message".Length];

    private static string Reference(Type message) => Schemas + Name(message);

    private static string SchemaOf(Yaml place) => place["content"]["application/json"]["schema"]["$ref"].Text;

    private static string TypeOf(PropertyInfo field)
    {
        var nullable = new NullabilityInfoContext().Create(field).ReadState == NullabilityState.Nullable ? "?" : "";
        return ItemOf(field.PropertyType) is { } item ? $"[{Item(item)}]{nullable}" : Word(Nullable.GetUnderlyingType(field.PropertyType) ?? field.PropertyType) + nullable;
    }

    private static string Item(Type item) => Nullable.GetUnderlyingType(item) is { } value ? $"{Word(value)}?" : Word(item);

    private static string Word(Type type) => type switch
    {
        _ when type == typeof(string) => "string",
        _ when type == typeof(bool) => "boolean",
        _ when type == typeof(double) => "number",
        _ when type == typeof(int) || type == typeof(long) => "integer",
        _ when type == typeof(DateTimeOffset) => "string date-time",
        _ => Reference(type),
    };

    private static string TypeOf(Yaml described)
    {
        if (described.Find("$ref") is { } reference)
            return reference.Text;
        if (described.Find("oneOf") is { } either)
            return TypeOf(either.Items[0]) + (either.Items[1]["type"].Text == "null" ? "?" : " or what?");
        var types = described["type"].Items is { Count: > 0 } several ? several.Select(type => type.Text).ToList() : [described["type"].Text];
        var type = types[0] == "array" ? $"[{TypeOf(described["items"])}]" : types[0];
        var format = described.Find("format") is { } precise ? $" {precise.Text}" : "";
        return type + format + (types.Contains("null") ? "?" : "");
    }
}
