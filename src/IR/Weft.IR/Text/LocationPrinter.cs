namespace Weft.IR.Text;

/// <summary>Writes locations: behind operations and block arguments, and as attributes.</summary>
/// <param name="isPretty">In a form for people: without <c>loc(...)</c>, and the top one without its alias.</param>
internal sealed class LocationPrinter(AttributePrinter attributes, AliasTable aliases, bool isPretty)
{
    private readonly Utf8Writer _output = attributes.Output;

    /// <summary>Behind an operation.</summary>
    public void Trailing(Location location)
    {
        _output.Write(' ');
        if (aliases.IsCollecting) Aliased(location);
        else if (isPretty) Body(location);
        else
        {
            _output.Write("loc(");
            Aliased(location);
            _output.Write(')');
        }
    }

    /// <summary>Behind a block argument. An alias is defined for it, as mlir-opt does, but the location is written out.</summary>
    public void OfArgument(Location location)
    {
        _output.Write(' ');
        if (!aliases.IsCollecting || !aliases.Write(_output, new LocationAttr(location), mayDefer: false)) Whole(location);
    }

    /// <summary><c>loc(...)</c>.</summary>
    public void Whole(Location location)
    {
        if (!isPretty) _output.Write("loc(");
        Body(location);
        if (!isPretty) _output.Write(')');
    }

    private void Body(Location location)
    {
        if (location.File is { } file)
        {
            if (isPretty) _output.Write(file);
            else _output.Write('"').Escaped(file).Write('"');
            _output.Write(':').Write(location.Line).Write(':').Write(location.Column);
            return;
        }

        switch (location.Composition)
        {
            case null: _output.Write(isPretty ? "[unknown]" : "unknown"); break;
            case NameLocation name: Named(name); break;
            case CallSiteLocation call: CallSite(call); break;
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

    private void CallSite(CallSiteLocation call)
    {
        if (!isPretty) _output.Write("callsite(");
        Aliased(call.Callee);
        if (isPretty && !(call.Callee.Composition is NameLocation && call.Caller.File is not null)) _output.Write('\n');
        _output.Write(" at ");
        Aliased(call.Caller);
        if (!isPretty) _output.Write(')');
    }

    private void Fused(FusedLocation fused)
    {
        if (!isPretty) _output.Write("fused");
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
