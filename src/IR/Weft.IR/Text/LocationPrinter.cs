namespace Weft.IR.Text;

/// <summary>Writes locations: behind operations and block arguments, and as attributes.</summary>
internal sealed class LocationPrinter(AttributePrinter attributes, AliasTable aliases)
{
    private readonly Utf8Writer _output = attributes.Output;

    /// <summary>Behind an operation.</summary>
    public void Trailing(Location location)
    {
        _output.Write(" loc(");
        Aliased(location);
        _output.Write(')');
    }

    /// <summary>Behind a block argument. An alias is defined for it, as mlir-opt does, but the location is written out.</summary>
    public void OfArgument(Location location)
    {
        _output.Write(" loc(");
        if (!aliases.IsCollecting || !aliases.Write(_output, new LocationAttr(location), mayDefer: false)) Body(location);
        _output.Write(')');
    }

    /// <summary>What stands inside <c>loc(...)</c>.</summary>
    public void Body(Location location)
    {
        if (location.File is { } file)
        {
            _output.Write('"').Escaped(file).Write("\":").Write(location.Line).Write(':').Write(location.Column);
            return;
        }

        switch (location.Composition)
        {
            case null: _output.Write("unknown"); break;
            case NameLocation name: Named(name); break;
            case CallSiteLocation call:
                _output.Write("callsite(");
                Aliased(call.Callee);
                _output.Write(" at ");
                Aliased(call.Caller);
                _output.Write(')');
                break;
            case FusedLocation fused: Fused(fused); break;
        }
    }

    private void Named(NameLocation name)
    {
        _output.Write('"').Escaped(name.Name).Write('"');
        if (name.Child.IsUnknown) return;
        _output.Write('(');
        Aliased(name.Child);
        _output.Write(')');
    }

    private void Fused(FusedLocation fused)
    {
        _output.Write("fused");
        if (fused.Metadata is { } metadata)
        {
            _output.Write('<');
            attributes.Attribute(metadata);
            _output.Write('>');
        }

        _output.Write('[').Join(fused.Parts, Aliased).Write(']');
    }

    private void Aliased(Location location)
    {
        if (!aliases.Write(_output, new LocationAttr(location), mayDefer: true)) Body(location);
    }
}
