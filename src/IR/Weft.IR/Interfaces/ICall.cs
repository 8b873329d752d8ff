namespace Weft.IR;

/// <summary>An operation that gives control to a callable and takes it back.</summary>
public interface ICall
{
    /// <summary>The name of what is called; null when it is a value.</summary>
    SymbolRefAttr? CalleeSymbol { get; }

    /// <summary>What the callable's arguments are given.</summary>
    OperandRange Arguments { get; }
}

/// <summary>An operation with a region that calls may run.</summary>
public interface ICallable
{
    /// <summary>What runs; null when it is somewhere else.</summary>
    Region? CallableRegion { get; }
}
