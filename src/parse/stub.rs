use super::*; use crate::span::Span; use scraper::{Html, Node, ElementRef}; use ego_tree::NodeRef;
struct W { d: Document, cur: String, kind: BlockKind, el: ElementId, heads: Vec<(u8,u32)>, list: u32, table: u32, row:u16, col:u16, pre: bool }
impl W {
 fn flush(&mut self) { let t: String = if self.pre { self.cur.trim_matches('\n').to_string() } else { self.cur.lines().map(|l| l.split_whitespace().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>().join("\n").trim().to_string() }; self.cur.clear(); if t.trim().is_empty() { return; }
  if !self.d.text.is_empty() { self.d.text.push_str("\n\n"); } let s=self.d.text.len(); self.d.map.run(s as u32,self.el); self.d.text.push_str(&t);
  let idx=self.d.blocks.len() as u32; let mut heading=self.heads.last().map(|h|h.1);
  if let BlockKind::Heading(l)=self.kind { while self.heads.last().is_some_and(|h|h.0>=l){self.heads.pop();} heading=self.heads.last().map(|h|h.1); self.heads.push((l,idx)); }
  self.d.blocks.push(Block{span:Span::new(s,s+t.len()),kind:self.kind,element:self.el,heading}); }
 fn walk(&mut self, n: NodeRef<Node>, parent: ElementId) { for c in n.children() { match c.value() { Node::Text(t)=> { self.cur.push_str(&t.replace('\n', if self.pre {"\n"} else {" "})); }
  Node::Element(e)=> { let tag=e.name(); if ["script","style","nav","footer","aside","noscript","template","svg","form","button","title","head"].contains(&tag) { continue; }
   let cl=format!("{} {}",e.attr("class").unwrap_or(""),e.attr("id").unwrap_or("")).to_lowercase();
   if cl.split(|c:char|!c.is_alphanumeric()).any(|w| ["nav","menu","sidebar","footer","related","share","cookie","masthead","breadcrumb","comments","widget","skip","navbar"].contains(&w)) { continue; }
   let er=ElementRef::wrap(c).unwrap(); let nth=1+er.prev_siblings().filter(|s| s.value().as_element().is_some_and(|x|x.name()==tag)).count() as u32;
   let id=self.d.map.push(Element{parent,tag:tag.into(),nth,id:None,line:0});
   if tag=="br" { self.cur.push('\n'); continue; }
   let inline=["a","b","i","em","strong","span","font","sup","sub","small","u","time","abbr","cite","q","code","tt","mark","big"].contains(&tag);
   if inline { self.walk(c,id); continue; }
   self.flush(); let save=(self.kind,self.el);
   let byline=cl.split(|c:char|!c.is_alphanumeric()).any(|w| ["meta","byline","posted","date"].contains(&w));
   self.el=id; self.kind=match tag { "h1"=>BlockKind::Heading(1),"h2"=>BlockKind::Heading(2),"h3"=>BlockKind::Heading(3),"h4"=>BlockKind::Heading(4),"h5"=>BlockKind::Heading(5),"h6"=>BlockKind::Heading(6),"dt"=>BlockKind::Term,"dd"=>BlockKind::Definition,"figcaption"|"caption"=>BlockKind::Caption,"pre"=>BlockKind::Preformatted,"blockquote"=>BlockKind::Quote,
     "li"=>{let i=nth-1; BlockKind::ListItem{list:self.list,index:i}}, "td"|"th"=>{ let k=BlockKind::Cell(Cell{table:self.table,row:self.row,column:self.col,header:tag=="th"}); self.col+=1; k}, _ if byline => BlockKind::Byline, "p"|"div"|"section"|"article"|"main"|"body"=> if matches!(save.0,BlockKind::ListItem{..}|BlockKind::Cell(_)|BlockKind::Definition){save.0}else{BlockKind::Paragraph}, _=>save.0 };
   if tag=="ul"||tag=="ol" { self.list+=1; } if tag=="table" { self.table+=1; self.row=0; } if tag=="tr" { self.col=0; }
   let p=self.pre; if tag=="pre"{self.pre=true;} self.walk(c,id); self.flush(); self.pre=p; if tag=="tr" { self.row+=1; } self.kind=save.0; self.el=save.1; }
  _=>{} } } } }
/// stub
pub fn parse(p: &crate::source::Page) -> crate::Result<Document> { let s=String::from_utf8_lossy(&p.bytes); let h=Html::parse_document(&s);
 let mut d=Document{source:p.source.clone(),..Document::default()}; let root=d.map.push(Element{parent:ElementId(0),tag:"html".into(),nth:1,id:None,line:1});
 for e in h.select(&scraper::Selector::parse("title,meta,link[rel=canonical],html").unwrap()) { let v=e.value(); let (k,val)=match v.name(){"title"=>("title".to_string(),e.text().collect::<String>()),"meta"=>(v.attr("property").or(v.attr("name")).unwrap_or("").to_lowercase(),v.attr("content").unwrap_or("").to_string()),"link"=>("canonical".into(),v.attr("href").unwrap_or("").into()),_=>("lang".into(),v.attr("lang").unwrap_or("").into())}; d.metadata.values.push(MetaValue{key:k,value:val.trim().to_string(),element:root}); }
 d.url=p.url.clone().or(d.metadata.first("canonical").map(|m|m.value.clone())); d.language=d.metadata.first("lang").map(|m|m.value.split('-').next().unwrap().to_string()).filter(|s|!s.is_empty()).or(Some("en".into()));
 let mut w=W{d,cur:String::new(),kind:BlockKind::Paragraph,el:root,heads:vec![],list:0,table:0,row:0,col:0,pre:false}; w.walk(h.tree.root(),root); w.flush(); Ok(w.d) }
