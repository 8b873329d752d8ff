using System.Collections.Generic;
using System.Linq;

namespace Weft.IR;

/// <summary>One way in which something happens that starts a workflow, or in which a result goes out. A new one is a row here.</summary>
/// <param name="Form">How it is written, for messages.</param>
/// <param name="SettingIsTime">Its setting is a length of time; else it is a name or pattern in quotes.</param>
/// <param name="Fields">What an event brings: numbers, texts, and arrays.</param>
/// <param name="IsSink">Results can go there.</param>
/// <param name="Words">What happens, as a sentence; {0} stands for the setting.</param>
public sealed record EventSource(
    string Name, string Form, bool SettingIsTime, Sequence<EventField> Fields, bool IsSink, string Words)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<EventSource> All { get; } =
    [
        new("s3", "s3(\"bucket/prefix*\")", false, [.. Object], true, "when an object {0} is put into storage"),
        new("file", "file(\"folder/*.npy\")", false, [.. Object], true, "when a file {0} appears"),
        new("queue", "queue(\"name\")", false, [Body, Time, new("id", EventFieldKind.Text)], true, "for each message of the queue {0}"),
        new("http", "http(\"/path\")", false, [Body, Time], false, "for each POST to {0}"),
        new("every", "every 5min", true, [Time, new("turn", EventFieldKind.Integer)], false, "every {0}"),
    ];

    private static EventField Body => new("body", EventFieldKind.Array);

    private static EventField Time => new("time", EventFieldKind.Integer);

    private static IEnumerable<EventField> Object =>
        [Body, Time, new("size", EventFieldKind.Integer), new("name", EventFieldKind.Text), new("key", EventFieldKind.Text)];

    public static EventSource? Find(string name) => All.FirstOrDefault(source => source.Name == name);

    public EventField? Field(string name) => Fields.FirstOrDefault(field => field.Name == name);

    /// <summary>Whether a setting is one of this source.</summary>
    public bool Accepts(string setting) => SettingIsTime ? Durations.TryParse(setting) is not null : setting.Length > 0;

    /// <summary>What happens, in words.</summary>
    public string Describe(string setting) => Words.Replace("{0}", SettingIsTime ? setting : $"'{setting}'");
}

public enum EventFieldKind
{
    /// <summary>Whatever array or number the parameter asks for.</summary>
    Array,

    /// <summary>An i64; times are milliseconds since 1970.</summary>
    Integer,

    /// <summary>For the names of results only.</summary>
    Text,
}

public sealed record EventField(string Name, EventFieldKind Kind);
