namespace Weft.IR;

/// <summary>An operation of a dialect that is not loaded: everything is kept as written, nothing is known about it.</summary>
public sealed class UnregisteredOperation : Operation
{
    private UnregisteredOperation(OperationState state) : base(state) { }

    // The one property holds the dictionary of <{...}>, whatever it is.
    internal static OpInfo InfoFor(string name) =>
        new(name, static state => new UnregisteredOperation(state)) { IsRegistered = false, Properties = ["<{}>"] };

    /// <summary>What stood in <c>&lt;{...}&gt;</c>, or null.</summary>
    public Attribute? PropertyDictionary => Property(0);
}
