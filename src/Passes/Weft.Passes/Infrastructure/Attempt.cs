namespace Weft.Passes;

/// <summary>What a pass found out about a loop: a plan for it, or why there is none.</summary>
internal readonly record struct Attempt<T>(T? Plan, Obstacle? Obstacle)
    where T : class
{
    public static implicit operator Attempt<T>(T plan) => new(plan, null);

    public static implicit operator Attempt<T>(Obstacle obstacle) => new(null, obstacle);
}
