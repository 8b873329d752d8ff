namespace Weft.IR;

/// <summary>A constant attached to operations and types.</summary>
public abstract class Attribute;
