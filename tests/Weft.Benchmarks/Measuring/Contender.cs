namespace Weft.Benchmarks;

/// <summary>One way of doing the work that others do, too.</summary>
/// <param name="Repeat">Does it as many times as it is told.</param>
internal sealed record Contender(string Name, Action<int> Repeat)
{
    public static Contender Of(string name, Action once) => new(name, n =>
    {
        for (var i = 0; i < n; i++) once();
    });
}

/// <summary>How long to measure.</summary>
/// <param name="Rounds">How often each contender has its turn.</param>
/// <param name="Turn">How long a turn takes at least.</param>
/// <param name="Children">How many processes are started where a process is what is measured.</param>
internal sealed record Effort(int Rounds, TimeSpan Turn, int Children)
{
    public static Effort Full { get; } = new(41, TimeSpan.FromMilliseconds(5), 25);

    /// <summary>For what is but a measure of other figures.</summary>
    public static Effort Brief { get; } = Full with { Rounds = 11 };

    /// <summary>Only whether it runs and the results are right.</summary>
    public static Effort Smoke { get; } = new(2, TimeSpan.FromMicroseconds(1), 1);

    public bool IsSmoke => this == Smoke;
}
